import { type Transferable, Worker, type WorkerOptions } from 'node:worker_threads';
import { codeOf, PaperkinError, refusedBySystem } from '../errors.js';

/**
 * Requests to a worker thread and their answers, matched by number. Both heavy parts (inference
 * and the index) live behind it, so that the thread that answers requests never waits for them.
 */
export interface Request {
  id: number;
  call: string;
  argument: unknown;
}
export type Answer = { id: number; result: unknown } | { id: number; error: ReturnType<PaperkinError['toJSON']> };

interface Waiting {
  call: string;
  resolve(result: unknown): void;
  reject(error: PaperkinError): void;
}

/** A worker died by itself before it answered. */
export class WorkerDied extends PaperkinError {
  /** Whether it was at this request; else the request was waiting behind another, or came later. */
  readonly suspected: boolean;

  constructor(code: PaperkinError['code'], message: string, cause: unknown, suspected: boolean) {
    super(code, message, { cause });
    this.suspected = suspected;
  }
}

/** V8 compiles in the background for a fraction of this, in milliseconds. */
const UNTIL_COMPILED = 1_000;

/** Requests that may wait in one worker: beyond it callers are told that the machine is too busy. */
const MAX_WAITING = 1_000;

/** Node finds no module where it may open no file (ours are there), or begins no thread. */
function isOutOfFiles(cause: unknown): boolean {
  return (
    codeOf(cause) === 'ERR_MODULE_NOT_FOUND' || (codeOf(cause) === 'ERR_WORKER_INIT_FAILED' && /\b(EMFILE|ENFILE)\b/.test(String(cause)))
  );
}

export class WorkerChannel {
  readonly #worker: Worker;
  readonly #name: string;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  readonly #overtaken: ReadonlySet<string>;
  #ended: PaperkinError | undefined;
  #diedAt: number | undefined;

  /** @param overtaken calls that take long, during which the worker answers others */
  constructor(name: string, script: URL, options: WorkerOptions, overtaken: readonly string[] = []) {
    this.#name = name;
    this.#overtaken = new Set(overtaken);
    this.#worker = new Worker(script, { ...options, name });
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (cause) => this.#end(`The ${name} worker failed: ${cause.message}`, cause));
    this.#worker.on('exit', (code) => this.#end(`The ${name} worker ended (exit code ${code}).`));
    // A process may end while its workers idle; each request holds it open until it is answered.
    this.#worker.unref();
  }

  /** Whether the worker is gone, or on its way. */
  get ended(): boolean {
    return this.#ended !== undefined;
  }

  /** When it died by itself, in milliseconds since 1970; undefined while it lives, and when it was closed. */
  get diedAt(): number | undefined {
    return this.#diedAt;
  }

  /** Sends a request; buffers in `transfer` are moved, not copied, and are empty here afterwards. */
  call<T>(call: string, argument: unknown, transfer: readonly Transferable[] = []): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended);
    if (this.#waiting.size >= MAX_WAITING) {
      return Promise.reject(new PaperkinError('TIMEOUT', `${MAX_WAITING} requests wait for the ${this.#name} worker already.`));
    }
    return new Promise<T>((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { call, resolve: resolve as (result: unknown) => void, reject });
      if (this.#waiting.size === 1) this.#worker.ref();
      this.#worker.postMessage({ id, call, argument } satisfies Request, transfer);
    });
  }

  /**
   * Ends a thread that has done its work, a moment later. A thread that is ended while V8 still compiles its code in the background can abort
   * the whole process (Node 20: "ForIsolate … Assertion failed"), which was seen twice after the topics of a first start. The process may end first.
   */
  retire(): void {
    this.#ended ??= new PaperkinError('WORKER_FAILED', `The ${this.#name} worker has been closed.`);
    setTimeout(() => void this.#worker.terminate(), UNTIL_COMPILED).unref();
  }

  async close(): Promise<void> {
    this.#ended ??= new PaperkinError('WORKER_FAILED', `The ${this.#name} worker has been closed.`);
    await this.#worker.terminate();
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    // Who closes it waits for its end, and an answer that comes in between must not let the process go first.
    if (this.#waiting.size === 0 && !this.#ended) this.#worker.unref();
    if (!waiting) return;
    if ('error' in answer) {
      const { code, message, ...details } = answer.error;
      waiting.reject(new PaperkinError(code, message, details));
    } else waiting.resolve(answer.result);
  }

  #end(message: string, cause?: unknown): void {
    const refused = refusedBySystem(cause)?.code ?? (isOutOfFiles(cause) ? 'TOO_MANY_OPEN_FILES' : 'WORKER_FAILED');
    if (!this.#ended) this.#diedAt = Date.now();
    this.#ended ??= new WorkerDied(refused, message, cause, false);
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    const atWork = waiting.find(({ call }) => !this.#overtaken.has(call)) ?? waiting[0];
    for (const each of waiting)
      each.reject(each === atWork && this.#diedAt !== undefined ? new WorkerDied(refused, message, cause, true) : this.#ended);
  }
}
