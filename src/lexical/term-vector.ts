import type { PaperText } from '../paper/paper.js';
import { termId } from './term-id.js';
import { type Term, termsOf, tokenize } from './terms.js';

/**
 * The words of a paper as a sparse vector: each term's number and its saturated frequency. It
 * depends on the text alone, so it is made once; how rare a term is (idf) belongs to the corpus
 * and is applied when scoring. 5 bytes a term, some 650 a paper.
 */
export interface TermVector {
  /** Ascending. */
  ids: Uint32Array;
  /** Of each term: the share of full weight in 255ths, 1..255. */
  weights: Uint8Array;
}

/** Raised when terms or weights change: what is kept under another number is made anew. */
export const TERMS_VERSION = 1;

/**
 * Saturation and length normalisation as in BM25 (Robertson and Zaragoza, 2009), with a fixed
 * average length, so that a paper's weights do not change with the corpus. Chosen on the
 * development benchmarks (docs/figures.md): k1 1.2 loses .5 and .6 points on cites and sections;
 * a title counted once loses .7 on sections; pairs at full weight lose .4 on cites and 1 on scifact.
 */
const K1 = 2;
const B = 0.75;
const AVERAGE_LENGTH = 95;
const TITLE_COUNTS = 2;
const PAIR_COUNTS = 0.5;

const BYTES_A_TERM = Uint32Array.BYTES_PER_ELEMENT + Uint8Array.BYTES_PER_ELEMENT;

/** The vector of a paper's title and abstract. */
export function termVectorOf(paper: PaperText): TermVector {
  return analyse(paper).vector;
}

/** The same, and the words that it was made from as they are written, for those who look for words that begin or sound alike. */
export function analyse({ title, abstract }: PaperText): { vector: TermVector; words: Set<string> } {
  const [titleTokens, abstractTokens] = [tokenize(title), tokenize(abstract)];
  const counts = new Map<number, number>();
  const length = count(counts, termsOf(title, titleTokens), TITLE_COUNTS) + count(counts, termsOf(abstract, abstractTokens), 1);
  const saturation = K1 * (1 - B + (B * length) / AVERAGE_LENGTH);
  const vector = vectorOf(counts, (frequency) => frequency / (frequency + saturation));
  const terms = [...titleTokens, ...abstractTokens].filter(({ isTerm }) => isTerm);
  return { vector, words: new Set(terms.map(({ word }) => word)) };
}

/** The vector of a question: how often it has each term, in units of full weight. */
export function questionVector(text: string): { ids: number[]; weights: number[] } {
  const counts = new Map<number, number>();
  count(counts, termsOf(text), 1);
  return { ids: [...counts.keys()], weights: [...counts.values()] };
}

/** As bytes, the same on every machine: the numbers as deltas would not be smaller, since hashes are spread evenly. */
export function encodeTerms({ ids, weights }: TermVector): Uint8Array {
  const bytes = new Uint8Array(ids.length * BYTES_A_TERM);
  const view = new DataView(bytes.buffer);
  ids.forEach((id, i) => {
    view.setUint32(i * Uint32Array.BYTES_PER_ELEMENT, id, true);
  });
  bytes.set(weights, ids.length * Uint32Array.BYTES_PER_ELEMENT);
  return bytes;
}

export function decodeTerms(bytes: Uint8Array): TermVector {
  const count = bytes.length / BYTES_A_TERM;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ids = new Uint32Array(count);
  for (let i = 0; i < count; i++) ids[i] = view.getUint32(i * Uint32Array.BYTES_PER_ELEMENT, true);
  return { ids, weights: bytes.slice(count * Uint32Array.BYTES_PER_ELEMENT) };
}

/** Adds the terms of a text to `counts`; gives how many words it has that are terms. */
function count(counts: Map<number, number>, terms: readonly Term[], weight: number): number {
  let words = 0;
  for (const term of terms) {
    const id = termId(term.text, term.kind);
    const share = term.kind === 'pair' ? PAIR_COUNTS : 1;
    counts.set(id, (counts.get(id) ?? 0) + term.count * weight * share);
    if (term.kind === 'word') words += term.count;
  }
  return words;
}

function vectorOf(counts: ReadonlyMap<number, number>, weightOf: (frequency: number) => number): TermVector {
  const ids = Uint32Array.from(counts.keys()).sort();
  return { ids, weights: Uint8Array.from(ids, (id) => Math.max(1, Math.round(255 * weightOf(counts.get(id) ?? 0)))) };
}
