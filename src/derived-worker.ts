import type { Transferable } from 'node:worker_threads';
import type { DerivedIndex, SnapshotOrigin } from './derived-index.js';
import { WorkerChannel } from './worker-channel.js';

/** An index in a worker thread: what every such index hands on to the thread that holds it. */
export abstract class DerivedWorker<Change> implements DerivedIndex<Change> {
  protected readonly channel: WorkerChannel;

  constructor(name: string, script: URL, workerData: object) {
    this.channel = new WorkerChannel(name, script, { workerData });
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

  #counts(): Promise<{ count: number; unsettled: number }> {
    return this.channel.call('count', undefined);
  }
}
