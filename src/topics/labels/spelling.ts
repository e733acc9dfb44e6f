import type { Token } from '../../words/terms.js';

/** So large a share of a word in lower case makes that its usual form: the others stand in headings, or before an acronym. */
const SOMETIMES_LOWER = 0.2;
/** The same over all topics, where a word may be another's name. */
const ELSEWHERE_LOWER = 0.35;
const CAPITALISED = /^\p{Lu}[\p{Ll}\p{M}]+$/u;
const WORD = /[\p{L}\p{M}\p{N}+#]+/gu;

type Forms = Map<string, Map<string, number>>;

/** How words are written within sentences, by word in lower case: what begins a sentence or stands in a title tells nothing of capitals. */
export class Spelling {
  readonly #forms: Forms = new Map();
  readonly #elsewhere: Spelling | undefined;

  /** @param elsewhere Learns all that this one learns. */
  constructor(elsewhere?: Spelling) {
    this.#elsewhere = elsewhere;
  }

  read(text: string, tokens: readonly Token[]): void {
    for (const { start, end, gap } of tokens) if (gap !== 'other') this.#count(text.slice(start, end));
  }

  #count(written: string): void {
    const word = written.toLowerCase();
    const forms = this.#forms.get(word) ?? new Map<string, number>();
    this.#forms.set(word, forms.set(written, (forms.get(written) ?? 0) + 1));
    if (this.#elsewhere) this.#elsewhere.#count(written);
  }

  /** A phrase as its papers mostly write it: `KV cache`, `mRNA`, `Bayesian inference`, `diffusion models`. */
  spell(forms: ReadonlyMap<string, number>): string {
    return mostOf(forms).replace(WORD, (word) => this.#usual(word));
  }

  #usual(word: string): string {
    const forms = this.#forms.get(word);
    if (!forms || this.#lower(word) >= SOMETIMES_LOWER) return word;
    const most = mostOf(forms);
    return CAPITALISED.test(most) && (this.#elsewhere ? this.#elsewhere.#lower(word) : 0) >= ELSEWHERE_LOWER ? word : most;
  }

  #lower(word: string): number {
    const forms = this.#forms.get(word);
    const all = [...(forms?.values() ?? [])].reduce((sum, count) => sum + count, 0);
    return all === 0 ? 0 : (forms?.get(word) ?? 0) / all;
  }
}

/** The commonest, ties by alphabet. */
function mostOf(counts: ReadonlyMap<string, number>): string {
  const [[most] = ['']] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return most;
}
