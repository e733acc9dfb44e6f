import { termId } from '../lexical/term-id.js';
import { termsOf } from '../lexical/terms.js';
import type { PaperText } from '../paper/paper.js';

/**
 * A term as papers write it most often; undefined when none of them has it. Abstracts are asked first, since titles have capitals
 * that say nothing: `KV cache` and `agent skills`, not `KV Cache` and `Agent Skills`, wherever both are written.
 * @param id See `termId`.
 * @param texts Papers that have it, such as its examples.
 */
export function surfaceOf(id: number, texts: readonly PaperText[]): string | undefined {
  return (
    commonest(
      id,
      texts.map(({ abstract }) => abstract),
    ) ??
    commonest(
      id,
      texts.map(({ title }) => title),
    )
  );
}

function commonest(id: number, texts: readonly string[]): string | undefined {
  const papers = new Map<string, number>();
  for (const text of texts) {
    const term = termsOf(text).find(({ text: stems, kind }) => termId(stems, kind) === id);
    if (!term) continue;
    const surface = term.surface.replace(/\s+/g, ' ');
    papers.set(surface, (papers.get(surface) ?? 0) + 1);
  }
  // Of equals the one in lower case: the other begins a sentence.
  return [...papers].sort(([a, x], [b, y]) => y - x || (a < b ? 1 : -1))[0]?.[0];
}
