import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { withoutMarkRuns } from '../../paper/normalise.js';

/** Characters that are read at first, a token of the limit: an English token has four to six of them. */
const CHARACTERS_PER_TOKEN = 8;
/** Tokens beyond the limit that must be there before the rest of a text is taken as irrelevant. */
const MARGIN = 8;
/** Beyond these no more is read, even if they gave few tokens: a million spaces, a word of a megabyte. */
const MAX_CHARACTERS = 1 << 17;

/** Text to token ids, as a model's `tokenizer.json` says, cut to its limit. */
export class Tokeniser {
  readonly #tokenizer: Tokenizer;
  readonly #maxTokens: number;
  /** Ids that close every text ([SEP], </s>): kept when a text is cut. */
  readonly #closing: readonly number[];

  private constructor(tokenizer: Tokenizer, maxTokens: number) {
    this.#tokenizer = tokenizer;
    this.#maxTokens = maxTokens;
    const empty = tokenizer.encode('').ids;
    const one = tokenizer.encode('a').ids;
    let opening = 0;
    while (opening < empty.length && empty[opening] === one[opening]) opening++;
    this.#closing = empty.slice(opening);
  }

  /** Reads `tokenizer.json` and `tokenizer_config.json` of a model's folder. */
  static async load(folder: string, maxTokens: number): Promise<Tokeniser> {
    const [tokenizer, config] = await Promise.all(
      ['tokenizer.json', 'tokenizer_config.json'].map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
    );
    return new Tokeniser(new Tokenizer(tokenizer, config), maxTokens);
  }

  /** Ids of a text with those that open and close it, at most the model's limit. */
  encode(text: string): number[] {
    const ids = this.#read(text);
    if (ids.length <= this.#maxTokens) return ids;
    return [...ids.slice(0, this.#maxTokens - this.#closing.length), ...this.#closing];
  }

  /**
   * Of a long text only a beginning is tokenised, longer and longer until it gives enough: a book
   * costs what an abstract does. Cut between words, so the tokens before the cut are those of the whole.
   */
  #read(text: string): number[] {
    for (let limit = this.#maxTokens * CHARACTERS_PER_TOKEN; ; limit *= 2) {
      if (text.length <= limit || limit >= MAX_CHARACTERS) return this.#idsOf(text.slice(0, limit));
      const beginning = text.slice(0, limit);
      const space = beginning.search(/\s\S*$/);
      const ids = this.#idsOf(space > 0 ? beginning.slice(0, space) : beginning);
      if (ids.length >= this.#maxTokens + MARGIN) return ids;
    }
  }

  #idsOf(text: string): number[] {
    return this.#tokenizer.encode(withoutMarkRuns(text.toWellFormed())).ids;
  }
}
