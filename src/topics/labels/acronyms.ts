import type { Token } from '../../lexical/terms.js';

/** What acronyms stand for in the papers of a topic, by stem: the stems of what they are short for, `kv` -> `key`, `value`. */
export type Acronyms = ReadonlyMap<string, readonly string[]>;

const LETTERS = /^[\p{L}\p{N}]{2,9}$/u;
const CAPITALS = /\p{Lu}.*\p{Lu}|\p{Lu}\p{N}/u;
/** Words before the bracket that may be meant. */
const MOST_WORDS = 8;

/** Collects definitions as papers write them: `key-value (KV)`, `low-rank adaptation (LoRA)`. */
export class AcronymReader {
  readonly #counts = new Map<string, Map<string, number>>();

  read(text: string, tokens: readonly Token[]): void {
    tokens.forEach(({ start, end, stem }, at) => {
      if (text[start - 1] !== '(' || text[end] !== ')') return;
      const written = text.slice(start, end);
      if (!LETTERS.test(written) || !CAPITALS.test(written)) return;
      const letters = written.replace(/s$/, '').toLowerCase();
      const meant = meantBy(letters, tokens.slice(Math.max(0, at - MOST_WORDS), at));
      if (!meant) return;
      const counts = this.#counts.get(stem) ?? new Map<string, number>();
      this.#counts.set(stem, counts.set(meant, (counts.get(meant) ?? 0) + 1));
    });
  }

  /** Of each acronym the commonest meaning. */
  all(): Acronyms {
    return new Map(
      [...this.#counts].map(([acronym, counts]) => {
        const [[meant] = ['']] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
        return [acronym, meant.split(' ')];
      }),
    );
  }
}

/** The shortest run of words before the bracket that the letters begin. */
function meantBy(letters: string, before: readonly Token[]): string | undefined {
  for (let from = before.length - 1; from >= 0; from--) {
    const words = before.slice(from);
    if (spells(words, letters, new Set())) return words.flatMap(({ stem, isTerm }) => (isTerm ? [stem] : [])).join(' ') || undefined;
  }
  return undefined;
}

/**
 * Each word gives its first letter and perhaps more of its letters in order; words that say nothing may give none.
 * @param failed Of so many words and letters it is known that they do not: without that each way to share out the letters is tried.
 */
function spells(words: readonly Token[], letters: string, failed: Set<string>): boolean {
  const [first, ...rest] = words;
  if (!first) return letters === '';
  const state = `${words.length} ${letters.length}`;
  if (failed.has(state)) return false;
  if (!first.isTerm && spells(rest, letters, failed)) return true;
  if (letters !== '' && begins(first.word, letters)) {
    let taken = 1;
    if (spells(rest, letters.slice(1), failed)) return true;
    for (let at = 1; at < first.word.length && taken < letters.length; at++) {
      if (first.word[at] !== letters[taken]) continue;
      taken++;
      if (spells(rest, letters.slice(taken), failed)) return true;
    }
  }
  failed.add(state);
  return false;
}

/** The X of XAI is that of "explainable". */
function begins(word: string, letters: string): boolean {
  return word[0] === letters[0] || (letters[0] === 'x' && word.startsWith('ex'));
}
