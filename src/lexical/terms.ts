import { stem } from 'porter2';
import { normalise } from '../paper/normalise.js';
import { isStopWord, STOCK_PHRASES } from './stop-words.js';

/**
 * What a term is, for the whole product: a word without its ending, or a pair of neighbouring
 * words. A compound is a pair however it is written, so `KV-cache`, `KV cache` and `kv caches` are one term.
 *
 *     "GPT-4 compresses its KV-cache"
 *     words  gpt   compress   kv   cach         (its: says nothing; 4: a number alone)
 *     pairs  gpt 4            kv cach           (over a hyphen, or a space between two words that are terms)
 */
export interface Token {
  /** As written, in lower case, without accents. */
  word: string;
  /** By Porter's second stemmer (2001); numbers and what has digits stay whole. */
  stem: string;
  /** Where it is in the text, in UTF-16 units. */
  start: number;
  end: number;
  /** Is it a term by itself? */
  isTerm: boolean;
  /** What stands between it and the token before. */
  gap: 'hyphen' | 'space' | 'other';
}

export interface Term {
  /** Its identity: one stem, or two with a space between them. */
  text: string;
  kind: 'word' | 'pair';
  /** As it is written where it occurs first. */
  surface: string;
  count: number;
}

/** Numbers with their points, `C++` and `C#`, then runs of letters and digits; a possessive or contraction goes with its word. */
const TOKEN =
  /\p{N}+(?:[.,]\p{N}+)+|\p{L}(?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’](?:[stdmSTDM]|ll|re|ve)(?![\p{L}\p{N}]))?/gu;
const SPACE = /^\s+$/;
const HYPHEN = /^[-‐‑–/]$/;
/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Longer runs are data, not words: what counts is how they begin. */
const MAX_WORD = 40;
/** Of a longer run only this much is looked at, in UTF-16 units as it is written: room for accents and compatibility forms. */
const MAX_WRITTEN = 10 * MAX_WORD;

/** The tokens of a text in order, stop words included. */
export function tokenize(text: string): Token[] {
  const cleaned = text.replace(STOCK_PHRASES, (phrase) => '.'.repeat(phrase.length));
  const hasUnspaced = UNSPACED.test(cleaned);
  const tokens: Token[] = [];
  let last = -1;
  for (const { 0: written, index: start } of cleaned.matchAll(TOKEN)) {
    const gap = last < 0 ? 'other' : gapBetween(cleaned, last, start);
    last = start + written.length;
    if (hasUnspaced && UNSPACED.test(written)) {
      // One by one: of a long text they are more than a call takes arguments.
      for (const token of segmented(written, start, gap)) tokens.push(token);
    } else {
      const { word, stem, isTerm } = lookUp(written);
      tokens.push({ word, stem, start, end: last, isTerm, gap });
    }
  }
  return tokens;
}

/** The terms of a text, in order of their first occurrence; `tokens` where the text has been taken apart already. */
export function termsOf(text: string, tokens: readonly Token[] = tokenize(text)): Term[] {
  const terms = new Map<string, Term>();
  const add = (key: string, kind: Term['kind'], start: number, end: number) => {
    const known = terms.get(key);
    if (known) known.count++;
    else terms.set(key, { text: key, kind, surface: text.slice(start, end), count: 1 });
  };
  let before: Token | undefined;
  for (const token of tokens) {
    if (token.isTerm) add(token.stem, 'word', token.start, token.end);
    if (before && isPair(before, token)) add(pairOf(before.stem, token.stem), 'pair', before.start, token.end);
    before = token;
  }
  return [...terms.values()];
}

/** Are two tokens in a row one term? Words that say nothing may be a part of a compound, not of a plain pair. */
export function isPair(first: Token, second: Token): boolean {
  if (second.gap === 'space') return first.isTerm && second.isTerm;
  return second.gap === 'hyphen' && (first.isTerm || second.isTerm);
}

export function pairOf(first: string, second: string): string {
  return `${first} ${second}`;
}

type KnownWord = Pick<Token, 'word' | 'stem' | 'isTerm'>;

/** Stemming is most of the work, and a few thousand words are most of all text. */
const known = new Map<string, KnownWord>();
const MAX_KNOWN = 100_000;

function lookUp(written: string): KnownWord {
  const found = known.get(written);
  if (found) return found;
  // A copy: what is cut out of a text would keep the whole of it in memory.
  const own = Buffer.from(written.slice(0, MAX_WRITTEN)).toString();
  const word = fold(own).slice(0, MAX_WORD).toWellFormed();
  const made = { word, stem: stemOf(word), isTerm: standsAlone(word) };
  if (written.length > MAX_WRITTEN) return made;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(own, made);
  return made;
}

/** Lower case, compatibility forms and Latin accents unified, the end of a possessive or contraction cut. */
function fold(written: string): string {
  const end = written.search(/['’]/);
  const word = end < 0 ? written : written.slice(0, end);
  if (/^[\x20-\x7e]*$/.test(word)) return word.toLowerCase();
  // A few signs are short for several words ("ﷺ"): they stay one.
  const plain = normalise(word, 'NFKD').replace(/[\u0300-\u036f\s]/g, '');
  return normalise(plain.toLowerCase(), 'NFC');
}

/** The stemmer leaves the s where no vowel comes before the word's end: "LLMs", "GPUs" and "PDEs" are more than one. */
const PLURAL = /^(?:[^aeiouy]{3,}|[^aeiouy]{2,}[eu])s$/;

function stemOf(word: string): string {
  if (/\p{N}/u.test(word)) return word;
  return stem(PLURAL.test(word) ? word.slice(0, -1) : word);
}

function standsAlone(word: string): boolean {
  if (!/\p{L}/u.test(word)) return false;
  return (word.length > 1 || UNSPACED.test(word)) && !isStopWord(word);
}

function gapBetween(text: string, start: number, end: number): Token['gap'] {
  const between = text.slice(start, end);
  if (between === ' ' || SPACE.test(between)) return 'space';
  return HYPHEN.test(between) ? 'hyphen' : 'other';
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** The segmenter gives each word together with a copy of its input: of 50,000 signs in a run that would be gigabytes. */
const PART = /.{1,200}/gsu;

function segmented(written: string, start: number, gap: Token['gap']): Token[] {
  const tokens: Token[] = [];
  for (const { 0: part, index: from } of written.matchAll(PART)) {
    for (const { segment, index } of segmenter.segment(part)) {
      if (!/[\p{L}\p{N}]/u.test(segment)) continue;
      const begin = start + from + index;
      tokens.push({ ...lookUp(segment), start: begin, end: begin + segment.length, gap: tokens.length === 0 ? gap : 'space' });
    }
  }
  return tokens;
}
