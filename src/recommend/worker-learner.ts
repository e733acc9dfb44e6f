import { WorkerChannel } from '../worker-channel.js';
import type { Background, Judged, Learner, Taste } from './taste.js';

/** Learns in a worker thread, which is given a background once, and begins with the first reader. */
export class WorkerLearner implements Learner {
  #channel: WorkerChannel | undefined;
  #identity: string | undefined;

  async learn(judged: Judged, background: Background): Promise<Taste> {
    this.#channel ??= new WorkerChannel('learner', new URL('./learner-worker.js', import.meta.url), {});
    const channel = this.#channel;
    if (this.#identity !== background.identity) {
      this.#identity = background.identity;
      // Requests keep their order: who comes in between learns from the new background, too.
      channel.call('background', background).catch(() => {
        this.#identity = undefined;
      });
    }
    return await channel.call<Taste>('learn', judged);
  }

  async close(): Promise<void> {
    await this.#channel?.close();
  }
}
