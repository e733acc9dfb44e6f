import { WorkerChannel, WorkerDied } from '../threads/worker-channel.js';
import type { Background, Judged, Learner, Taste } from './taste.js';

const ATTEMPTS = 2;

/** Learns in a worker thread, which is given a background once, and begins with the first reader. */
export class WorkerLearner implements Learner {
  #channel: WorkerChannel | undefined;
  #identity: string | undefined;

  async learn(judged: Judged, background: Background): Promise<Taste> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#learn(judged, background);
      } catch (error) {
        // The thread's death may be another's fault, so it is tried once more, in the next one.
        if (!(error instanceof WorkerDied) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #learn(judged: Judged, background: Background): Promise<Taste> {
    if (this.#channel?.diedAt !== undefined) {
      this.#channel = undefined;
      this.#identity = undefined;
    }
    this.#channel ??= new WorkerChannel('learner', new URL('./learner-worker.js', import.meta.url), {});
    const channel = this.#channel;
    if (this.#identity !== background.identity) {
      this.#identity = background.identity;
      // Requests keep their order: who comes in between learns from the new background, too.
      channel.call('background', background).catch(() => {
        if (this.#channel === channel) this.#identity = undefined;
      });
    }
    return await channel.call<Taste>('learn', judged);
  }

  async close(): Promise<void> {
    await this.#channel?.close();
  }
}
