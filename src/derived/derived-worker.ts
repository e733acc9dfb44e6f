import type { Transferable } from 'node:worker_threads';
import { WorkerChannel } from '../threads/worker-channel.js';
import type { DerivedIndex, SnapshotOrigin } from './derived-index.js';

/** What the thread tells with each answer after which they may be others. */
export interface IndexCounts {
  /** Entries that can be found. */
  count: number;
  /** Of these, the ones that `settle` has still to place. */
  unsettled: number;
}

/** An index in a worker thread: what every such index hands on to the thread that holds it. */
export abstract class DerivedWorker<Change> implements DerivedIndex<Change> {
  readonly #open: () => WorkerChannel;
  #channel: WorkerChannel;
  /** Known here, so that nobody who asks for them waits behind the searches of others. */
  #counts: IndexCounts = { count: 0, unsettled: 0 };

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
    this.#counts = { count: 0, unsettled: 0 };
  }

  async apply(changes: readonly Change[], transfer: readonly Transferable[] = []): Promise<void> {
    this.#counts = await this.channel.call('apply', changes, transfer);
  }

  /** How many entries can be found. */
  async size(): Promise<number> {
    return this.#counts.count;
  }

  async unsettled(): Promise<number> {
    return this.#counts.unsettled;
  }

  peek(): Promise<SnapshotOrigin | undefined> {
    return this.channel.call('peek', undefined);
  }

  async load(): Promise<SnapshotOrigin | undefined> {
    const { origin, ...counts } = await this.channel.call<IndexCounts & { origin: SnapshotOrigin | undefined }>('load', undefined);
    this.#counts = counts;
    return origin;
  }

  async settle(): Promise<void> {
    this.#counts = await this.channel.call('settle', undefined);
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
}
