/**
 * What the benchmark and its contestants say to each other: one JSON object a line, questions on
 * the child's stdin, answers on its stdout. Clocks run inside the child, around the embedding
 * alone, so that pipes and JSON are in nobody's figures. `sentence-transformers.py` says the same.
 */
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerLines, milliseconds } from '../support/json-lines.js';

type Question =
  /** Embed these as fast as you can. */
  | { embed: string[] }
  /** Embed these one at a time, as if a person waited for each. */
  | { query: string[] }
  /** How many tokens does the model read of each, without padding, after truncation? */
  | { tokens: string[] }
  /** Write the vectors of these to a file: rows of float32. */
  | { vectors: string[]; file: string };

/** The first line of a child, once its model is loaded. */
export interface Greeting {
  /** Size of weights and tokeniser on disk. */
  bytes: number;
}
export interface EmbedAnswer {
  seconds: number;
}
export interface QueryAnswer {
  milliseconds: number[];
}
export interface TokensAnswer {
  tokens: number[];
}
export interface VectorsAnswer {
  dimensions: number;
}

export interface Contestant extends Greeting {
  embed(texts: string[]): Promise<Float32Array[]>;
  query(text: string): Promise<unknown>;
  countTokens(texts: string[]): Promise<number[]>;
  close(): Promise<void>;
}

/** The life of a child: greets, answers until its stdin ends, closes. */
export async function serve(contestant: Contestant): Promise<void> {
  const greeting: Greeting = { bytes: contestant.bytes };
  await answerLines(greeting, (question: Question) => answer(contestant, question));
  await contestant.close();
}

export async function bytesOf(folder: string, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function answer(contestant: Contestant, question: Question): Promise<EmbedAnswer | QueryAnswer | TokensAnswer | VectorsAnswer> {
  if ('embed' in question) return { seconds: (await milliseconds(() => contestant.embed(question.embed))) / 1_000 };
  if ('query' in question) {
    const times: number[] = [];
    for (const text of question.query) times.push(await milliseconds(() => contestant.query(text)));
    return { milliseconds: times };
  }
  if ('tokens' in question) return { tokens: await contestant.countTokens(question.tokens) };
  const vectors = await contestant.embed(question.vectors);
  await writeFile(
    question.file,
    vectors.map((vector) => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)),
  );
  return { dimensions: vectors[0]?.length ?? 0 };
}
