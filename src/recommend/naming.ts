import { termId } from '../lexical/term-id.js';
import { termsOf } from '../lexical/terms.js';
import type { PaperText } from '../paper/paper.js';

/**
 * The terms that weigh most, as a paper writes them; a word that is a part of a chosen pair is not said twice.
 * @param texts Where they are written.
 * @param weights By number of term; of a pair as many points as its weight, so that pairs of rare words come first.
 */
export function heaviestTerms(texts: readonly PaperText[], weights: ReadonlyMap<number, number>, count: number): string[] {
  const found = new Map<number, { text: string; surface: string; weight: number }>();
  for (const { title, abstract } of texts) {
    for (const { text, kind, surface } of [...termsOf(title), ...termsOf(abstract)]) {
      const id = termId(text, kind);
      const weight = weights.get(id) ?? 0;
      if (weight > 0 && !found.has(id)) found.set(id, { text, surface: plainSurface(surface), weight });
    }
  }
  const chosen: { text: string; surface: string }[] = [];
  for (const term of [...found.values()].sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))) {
    if (chosen.length === count) break;
    const parts = term.text.split(' ');
    const at = chosen.findIndex((other) => parts.includes(other.text));
    // A pair of what has been chosen says the same, more exactly.
    if (at >= 0) chosen[at] = term;
    else if (!chosen.some((other) => other.text.split(' ').some((part) => parts.includes(part)))) chosen.push(term);
  }
  return chosen.map(({ surface }) => surface);
}

/** In one line, and in lower case but for what is written in capitals on purpose. */
function plainSurface(surface: string): string {
  return surface
    .replace(/\s+/g, ' ')
    .split(' ')
    .map((word) => (/^\p{Lu}\p{Ll}+$/u.test(word) ? word.toLowerCase() : word))
    .join(' ');
}
