import { type Token, tokenize } from '../lexical/terms.js';

/** Words that are looked for one after the other in a text. */
export class PhraseMatcher {
  readonly #stems: readonly string[];
  /** How the word after those begins; undefined where it has to be one of the stems. */
  readonly #prefix: string | undefined;
  /** Of each place in the stems how many before it are the beginning of all (Knuth, Morris and Pratt, 1977). */
  readonly #borders: readonly number[];

  /** @param lastIsPrefix The last word has but to begin like that. */
  constructor(text: string, lastIsPrefix = false) {
    const sought = tokenize(text);
    this.#prefix = lastIsPrefix ? sought.pop()?.word : undefined;
    this.#stems = sought.map(({ stem }) => stem);
    this.#borders = bordersOf(this.#stems);
  }

  /** Does the phrase stand in the text, with nothing but a space or hyphen between its words? In time of the text's length, whatever the phrase. */
  isIn(text: readonly Token[]): boolean {
    const length = this.#stems.length;
    if (length === 0 && this.#prefix === undefined) return text.length > 0;
    let matched = 0;
    for (const { stem, word, gap } of text) {
      if (gap === 'other') matched = 0;
      if (this.#prefix !== undefined && matched === length && word.startsWith(this.#prefix)) return true;
      while (matched > 0 && (matched === length || this.#stems[matched] !== stem)) matched = this.#borders[matched - 1] ?? 0;
      if (this.#stems[matched] === stem) matched++;
      if (this.#prefix === undefined && matched === length) return true;
    }
    return false;
  }
}

function bordersOf(stems: readonly string[]): number[] {
  const borders = [0];
  for (let at = 1, border = 0; at < stems.length; at++) {
    while (border > 0 && stems[at] !== stems[border]) border = borders[border - 1] ?? 0;
    if (stems[at] === stems[border]) border++;
    borders[at] = border;
  }
  return borders;
}
