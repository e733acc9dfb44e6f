import { WorkerChannel } from '../../threads/worker-channel.js';
import type { ModelDescription, TextRole } from '../embedder.js';
import { switchOffTelemetry } from './onnx-runtime.js';

const SCRIPT = new URL('./embedding-worker.js', import.meta.url);

interface ThreadOptions {
  model: ModelDescription;
  /** Bulk work, which gives way to what somebody waits for. */
  background: boolean;
  script?: URL | undefined;
}

/** A request's worker died before it answered. */
export class EmbeddingWorkerDied extends Error {
  /** Whether the worker was at this request; else the request was waiting behind another. */
  readonly suspected: boolean;

  constructor(suspected: boolean, cause: unknown) {
    super(cause instanceof Error ? cause.message : 'The embedding worker ended.', { cause });
    this.suspected = suspected;
  }
}

/** A worker thread with the model, begun when it is needed and begun anew when it has died. */
export class EmbeddingThread {
  readonly #options: ThreadOptions;
  #channel: WorkerChannel | undefined;
  #atWork = 0;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** Requests in the worker's hands. */
  get atWork(): number {
    return this.#atWork;
  }

  /** @throws WorkerDied; what the worker answers with otherwise. */
  async encode(texts: string[], role: TextRole): Promise<Float32Array> {
    const channel = this.#open();
    this.#atWork++;
    try {
      return await channel.call<Float32Array>('encode', { texts, role });
    } catch (error) {
      if (!channel.ended) throw error;
      // Requests fail in the order in which they were made, and the first is the one it was at.
      const suspected = this.#channel === channel;
      if (suspected) this.#channel = undefined;
      throw new EmbeddingWorkerDied(suspected, error);
    } finally {
      this.#atWork--;
    }
  }

  /** Ends the worker when it has finished what it is at; the next request begins another. */
  async close(): Promise<void> {
    const channel = this.#channel;
    this.#channel = undefined;
    // A thread that is ended while ONNX Runtime loads the model takes the whole process with it.
    await channel?.call('close', undefined).catch(() => undefined);
    await channel?.close();
  }

  #open(): WorkerChannel {
    const { model, background, script = SCRIPT } = this.#options;
    this.#channel ??= new WorkerChannel('embedding', script, { workerData: { model, background, telemetryOff: switchOffTelemetry() } });
    return this.#channel;
  }
}
