import { availableParallelism } from 'node:os';
import { throwIfAborted } from '../errors.js';
import { WorkerChannel } from '../worker-channel.js';
import type { Embedder, EmbedOptions, ModelDescription } from './embedder.js';

/** Texts sent to the worker at a time: what an interrupted import waits for, at most a second's work. */
const CHUNK = 64;

/**
 * The model in a worker thread that starts with the first text, so that commands that embed
 * nothing do not pay for loading it.
 */
export class WorkerEmbedder implements Embedder {
  readonly model: ModelDescription;
  readonly #threads: number;
  #channel: WorkerChannel | undefined;

  /** @param threads Threads of one inference; by default as many as there are cores. */
  constructor(model: ModelDescription, threads = availableParallelism()) {
    this.model = model;
    this.#threads = threads;
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += CHUNK) {
      throwIfAborted(options.signal);
      vectors.push(...(await this.#open().call<Float32Array[]>('embed', texts.slice(start, start + CHUNK))));
    }
    return vectors;
  }

  async close(): Promise<void> {
    // A thread that is ended while ONNX Runtime loads the model takes the whole process with it.
    await this.#channel?.call('close', undefined).catch(() => undefined);
    await this.#channel?.close();
  }

  #open(): WorkerChannel {
    this.#channel ??= new WorkerChannel('embedding', new URL('./embedding-worker.js', import.meta.url), {
      workerData: { model: this.model, threads: this.#threads },
    });
    return this.#channel;
  }
}
