import type { PaperText } from '../paper/paper.js';

/** Turns texts into vectors: the meaning view of papers and questions. */
export interface Embedder {
  readonly model: ModelDescription;
  /**
   * One unit vector per text, in order, of `model.dimensions` numbers. Any string has a vector, an
   * empty one too; texts beyond the model's token limit are cut. The same text gives the same
   * vector in whatever company, up to the rounding of fp32 sums (cosine .9999 or more).
   * @throws INTERRUPTED when the signal is aborted; MODEL_UNREADABLE; WORKER_FAILED when the
   *   runtime gave up twice on the same texts, with those texts.
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
  close(): Promise<void>;
}

export interface EmbedOptions {
  /** What the texts are: some models want a prefix before a question. Default `passage`. */
  role?: TextRole | undefined;
  /** Somebody waits for this: it does not stand in line behind bulk work. Default false. */
  urgent?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

export type TextRole = 'query' | 'passage';

export type Pooling = 'mean' | 'cls';

export interface ModelDescription {
  name: string;
  /**
   * Identity of the vectors: name, digest of weights and tokeniser, template, and what else was
   * chosen for it. Vectors are kept under it, and an index of another identity is thrown away.
   */
  id: string;
  dimensions: number;
  /** Longer texts are cut here. */
  maxTokens: number;
  /** Absolute path of the folder. */
  folder: string;
  /** Absolute path of the ONNX file. */
  weights: string;
  /** Whether the weights are int8: then each batch is quantised by a scale of its own. */
  quantised: boolean;
  /** How token vectors become one, where the network does not say it itself (an output `sentence_embedding`). */
  pooling: Pooling;
  /** What the model wants before a text; empty for most. */
  prefixes: Readonly<Record<TextRole, string>>;
  /** Size on disk of weights and tokeniser. */
  bytes: number;
  /** As the model's own files name it ("apache-2.0"); undefined where they do not. */
  licence: string | undefined;
}

/** Part of a model's identity: a change of the template asks for new vectors. */
export const TEMPLATE = 'title. abstract';

/** What the model reads of a paper. A question is embedded as it is. */
export function documentText({ title, abstract }: PaperText): string {
  return abstract === '' ? title : `${title}. ${abstract}`;
}
