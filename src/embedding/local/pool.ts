import { availableParallelism } from 'node:os';
import { isRefusal, PaperkinError, throwIfAborted } from '../../errors.js';
import type { Embedder, EmbedOptions, ModelDescription, TextRole } from '../embedder.js';
import { inTasks } from './tasks.js';
import { EmbeddingThread, EmbeddingWorkerDied } from './thread.js';

/** Tasks in a worker: one at work, and the next, so that it never waits for the post. */
const TASKS_PER_WORKER = 2;
/** A worker's death may be another's fault (memory, say), so what it was at is tried once more. */
const ATTEMPTS = 2;
/** Bulk workers that have nothing to do are let go after this long, in milliseconds, with their memory. */
const IDLE = 30_000;
/** Texts in an error about them, and characters of each. */
const EXCERPTS = 5;
const EXCERPT = 80;

export interface PoolOptions {
  /** Threads for bulk work, each with a session of its own; by default as many as there are cores. */
  workers?: number;
  /** Entry of a worker's thread; for tests that let one die. */
  script?: URL;
}

interface Task {
  texts: string[];
  role: TextRole;
  attempts: number;
  resolve(vectors: Float32Array): void;
  reject(error: unknown): void;
}

/**
 * The model in worker threads: one for texts that somebody waits for, and one a core for bulk
 * work, at lower priority. Threads start with the first text of their kind, so that a command that
 * embeds nothing does not pay for loading the model.
 */
export class EmbedderPool implements Embedder {
  readonly model: ModelDescription;
  readonly #urgent: EmbeddingThread;
  readonly #workers: EmbeddingThread[];
  readonly #queue: Task[] = [];
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(model: ModelDescription, { workers = availableParallelism(), script }: PoolOptions = {}) {
    this.model = model;
    this.#urgent = new EmbeddingThread({ model, background: false, script });
    this.#workers = Array.from({ length: workers }, () => new EmbeddingThread({ model, background: true, script }));
  }

  async embed(texts: readonly string[], { signal, urgent = false, role = 'passage' }: EmbedOptions = {}): Promise<Float32Array[]> {
    throwIfAborted(signal);
    if (this.#closed) throw closed();
    const vectors = new Array<Float32Array>(texts.length);
    const mine = new Set<Task>();
    const forget = () => this.#forget(mine, signal);
    signal?.addEventListener('abort', forget, { once: true });
    try {
      await Promise.all(
        inTasks(texts).map(async (indices) => {
          const rows = await new Promise<Float32Array>((resolve, reject) => {
            const task = { texts: indices.map((i) => texts[i] ?? ''), role, attempts: 0, resolve, reject };
            mine.add(task);
            if (urgent) this.#run(this.#urgent, task);
            else this.#enqueue(task);
          });
          const { dimensions } = this.model;
          // Views, not copies.
          indices.forEach((i, row) => {
            vectors[i] = rows.subarray(row * dimensions, (row + 1) * dimensions);
          });
        }),
      );
    } finally {
      signal?.removeEventListener('abort', forget);
      // After a failure nobody wants the rest.
      this.#forget(mine);
    }
    return vectors;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    const waiting = this.#queue.splice(0);
    for (const task of waiting) task.reject(closed());
    await Promise.all([this.#urgent, ...this.#workers].map((thread) => thread.close()));
  }

  #enqueue(task: Task): void {
    this.#queue.push(task);
    this.#pump();
  }

  #forget(tasks: ReadonlySet<Task>, signal?: AbortSignal): void {
    const kept = this.#queue.filter((task) => !tasks.has(task));
    this.#queue.length = 0;
    for (const task of kept) this.#queue.push(task);
    if (!signal) return;
    const interrupted = new PaperkinError('INTERRUPTED', 'Interrupted while embedding.', { cause: signal.reason });
    for (const task of tasks) task.reject(interrupted);
  }

  /** Hands tasks to the workers, the least busy first. */
  #pump(): void {
    clearTimeout(this.#idle);
    while (this.#queue.length > 0) {
      const worker = this.#workers.reduce((best, other) => (other.atWork < best.atWork ? other : best));
      if (worker.atWork >= TASKS_PER_WORKER) return;
      this.#run(worker, this.#queue.shift() as Task);
    }
    if (this.#closed || this.#workers.some(({ atWork }) => atWork > 0)) return;
    this.#idle = setTimeout(() => {
      for (const worker of this.#workers) void worker.close();
    }, IDLE).unref();
  }

  async #run(thread: EmbeddingThread, task: Task): Promise<void> {
    try {
      task.resolve(await thread.encode(task.texts, task.role));
    } catch (error) {
      this.#failed(thread, task, error);
    }
    // An urgent text says nothing of the bulk workers: it must not keep idle ones alive.
    if (thread !== this.#urgent) this.#pump();
  }

  #failed(thread: EmbeddingThread, task: Task, error: unknown): void {
    if (!(error instanceof EmbeddingWorkerDied)) task.reject(error);
    else if (this.#closed) task.reject(closed());
    else if (error.suspected && ++task.attempts === ATTEMPTS) task.reject(refusalBehind(error) ?? atFault(task.texts, error));
    else if (thread === this.#urgent) void this.#run(thread, task);
    else this.#queue.unshift(task);
  }
}

function closed(): PaperkinError {
  return new PaperkinError('WORKER_FAILED', 'The embedder has been closed.');
}

/** Why the worker ended, where the texts are not to blame. */
function refusalBehind({ cause }: EmbeddingWorkerDied): PaperkinError | undefined {
  return cause instanceof PaperkinError && isRefusal(cause) ? cause : undefined;
}

function atFault(texts: readonly string[], cause: unknown): PaperkinError {
  const excerpts = texts.slice(0, EXCERPTS).map((text) => JSON.stringify(text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text));
  const more = texts.length > EXCERPTS ? ` and ${texts.length - EXCERPTS} more` : '';
  const message = `The embedding worker ended ${ATTEMPTS} times at these texts: ${excerpts.join(', ')}${more}`;
  return new PaperkinError('WORKER_FAILED', message, { value: texts[0], cause });
}
