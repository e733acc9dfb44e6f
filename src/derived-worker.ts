import type { Transferable } from 'node:worker_threads';
import type { DerivedIndex, SnapshotOrigin } from './derived-index.js';
import { WorkerChannel } from './worker-channel.js';

/** An index in a worker thread: what every such index hands on to the thread that holds it. */
export abstract class DerivedWorker<Change> implements DerivedIndex<Change> {
  readonly #open: () => WorkerChannel;
  #channel: WorkerChannel;

  constructor(name: string, script: URL, workerData: object) {
    this.#open = () => new WorkerChannel(name, script, { workerData }, ['settle', 'save']);
    this.#channel = this.#open();
  }

  /** When the thread died, in milliseconds since 1970; undefined while it lives, and when it has been closed. */
  get diedAt(): number | undefined {
    return this.#channel.diedAt;
  }

  /** Begins another thread, which knows nothing yet. */
  restart(): void {
    this.#channel = this.#open();
  }

  async apply(changes: readonly Change[], transfer: readonly Transferable[] = []): Promise<void> {
    await this.channel.call('apply', changes, transfer);
  }

  /** How many entries can be found. */
  async size(): Promise<number> {
    return (await this.#counts()).count;
  }

  async unsettled(): Promise<number> {
    return (await this.#counts()).unsettled;
  }

  peek(): Promise<SnapshotOrigin | undefined> {
    return this.channel.call('peek', undefined);
  }

  load(): Promise<SnapshotOrigin | undefined> {
    return this.channel.call('load', undefined);
  }

  settle(): Promise<void> {
    return this.channel.call('settle', undefined);
  }

  save(origin: SnapshotOrigin): Promise<void> {
    return this.channel.call('save', origin);
  }

  close(): Promise<void> {
    return this.channel.close();
  }

  protected get channel(): WorkerChannel {
    return this.#channel;
  }

  #counts(): Promise<{ count: number; unsettled: number }> {
    return this.channel.call('count', undefined);
  }
}
