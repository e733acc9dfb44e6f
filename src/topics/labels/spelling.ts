import type { Token } from '../../lexical/terms.js';

/** So large a share of a word in lower case makes that its usual form: the others stand in headings, or before an acronym. */
const SOMETIMES_LOWER = 0.2;
/** The same over all topics, where a word may be another's name. */
const ELSEWHERE_LOWER = 0.35;
const CAPITALISED = /^\p{Lu}[\p{Ll}\p{M}]+$/u;
const SENTENCE_END = /[.!?:]/;
const WORD = /[\p{L}\p{M}\p{N}+#]+/gu;

/** How words are written within sentences: what begins one, or stands in a title, tells nothing of capitals. */
export class Spelling {
  readonly #counts = new Map<string, number>();
  /** By word in lower case; made when it is asked for, since reading is most of the work. */
  #forms: Map<string, Map<string, number>> | undefined;

  read(text: string, tokens: readonly Token[]): void {
    for (const { start, end, gap } of tokens) {
      const begins = gap === 'other' && (start === 0 || SENTENCE_END.test(text.slice(start - 2, start)));
      if (!begins) this.#count(text.slice(start, end), 1);
    }
  }

  /** Takes over what another has read. */
  add(other: Spelling): void {
    for (const [written, count] of other.#counts) this.#count(written, count);
  }

  #count(written: string, count: number): void {
    this.#counts.set(written, (this.#counts.get(written) ?? 0) + count);
    this.#forms = undefined;
  }

  /**
   * A phrase as its papers mostly write it: `KV cache`, `mRNA`, `Bayesian inference`, `diffusion models`.
   * @param forms In lower case, and how often.
   * @param elsewhere Of all topics: tells names from words that a few papers write with capitals.
   */
  spell(forms: ReadonlyMap<string, number>, elsewhere?: Spelling): string {
    return mostOf(forms).replace(WORD, (word) => this.#usual(word, elsewhere));
  }

  #usual(word: string, elsewhere: Spelling | undefined): string {
    const forms = this.#formsOf(word);
    if (!forms || this.#lower(word) >= SOMETIMES_LOWER) return word;
    const most = mostOf(forms);
    return elsewhere && CAPITALISED.test(most) && elsewhere.#lower(word) >= ELSEWHERE_LOWER ? word : most;
  }

  /** The share of a word that is in lower case. */
  #lower(word: string): number {
    const all = [...(this.#formsOf(word)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
    return all === 0 ? 0 : (this.#counts.get(word) ?? 0) / all;
  }

  #formsOf(word: string): ReadonlyMap<string, number> | undefined {
    this.#forms ??= byLowerCase(this.#counts);
    return this.#forms.get(word);
  }
}

function byLowerCase(counts: ReadonlyMap<string, number>): Map<string, Map<string, number>> {
  const forms = new Map<string, Map<string, number>>();
  for (const [written, count] of counts) {
    const word = written.toLowerCase();
    const known = forms.get(word);
    if (known) known.set(written, count);
    else forms.set(word, new Map([[written, count]]));
  }
  return forms;
}

/** The commonest, ties by alphabet. */
function mostOf(counts: ReadonlyMap<string, number>): string {
  let [most, highest] = ['', 0];
  for (const [form, count] of counts) if (count > highest || (count === highest && form < most)) [most, highest] = [form, count];
  return most;
}
