import type { PaperText } from '../paper/paper.js';

/** Turns texts into vectors: the meaning view of papers and questions. */
export interface Embedder {
  readonly model: ModelDescription;
  /**
   * One unit vector per text, in order, of `model.dimensions` numbers. Texts beyond the model's
   * token limit are cut. The same text gives the same vector, up to the noise of int8 arithmetic
   * in batches (cosine 0.995 or more).
   * @throws INTERRUPTED when the signal is aborted; WORKER_FAILED when the runtime gives up.
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
  close(): Promise<void>;
}

export interface EmbedOptions {
  signal?: AbortSignal | undefined;
}

export interface ModelDescription {
  name: string;
  /**
   * Identity of the vectors: name, digest of weights and tokeniser, template. Vectors are kept
   * under it, and an index of another identity is thrown away.
   */
  id: string;
  dimensions: number;
  /** Longer texts are cut here. */
  maxTokens: number;
  /** Absolute path of the folder. */
  folder: string;
}

/** Part of a model's identity: a change of the template asks for new vectors. */
export const TEMPLATE = 'title. abstract';

/** What the model reads of a paper. A question is embedded as it is. */
export function documentText({ title, abstract }: PaperText): string {
  return abstract === '' ? title : `${title}. ${abstract}`;
}
