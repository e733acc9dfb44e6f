import { asPaperkinError, PaperkinError } from '../errors.js';
import { parseQuery } from '../input/parse-query.js';
import { Poll } from '../threads/poll.js';
import type { TopicUpdating } from './answer.js';
import { type UpdateTopics, updateTopicsSchema } from './query.js';
import type { Topics } from './topics.js';

/** How often it is looked whether papers have come, in milliseconds. */
const POLL_INTERVAL = 30_000;
/** Between two updates that nobody asked for. */
const LEAST_INTERVAL = 600_000;
/** So many new papers, or that share of those that there are, are worth an update. */
const MANY = 200;
const SHARE = 0.01;

export interface KeeperOptions {
  /** How often it is looked, and how long at least between two updates that nobody asked for, in milliseconds. */
  pollInterval?: number;
  leastInterval?: number;
}

/** Updates topics in the background, one update at a time: when somebody asks, and in a server when papers have come. */
export class TopicKeeper {
  readonly #topics: Pick<Topics, 'update' | 'news'>;
  readonly #leastInterval: number;
  readonly #poll: Poll;
  readonly #stopping = new AbortController();
  #onError: (error: unknown) => void = () => undefined;
  #running: Promise<void> | undefined;
  #tried = Number.NEGATIVE_INFINITY;
  #state: TopicUpdating = { running: false };

  constructor(
    topics: Pick<Topics, 'update' | 'news'>,
    { pollInterval = POLL_INTERVAL, leastInterval = LEAST_INTERVAL }: KeeperOptions = {},
  ) {
    this.#topics = topics;
    this.#leastInterval = leastInterval;
    this.#poll = new Poll(() => this.#look(), pollInterval);
  }

  /** How far the update is that is under way, or what came of the last one here. */
  get state(): TopicUpdating {
    return this.#state;
  }

  /**
   * Begins an update, and does not wait for it: {@link state} tells what comes of it.
   * @throws INVALID_INPUT; STORE_LOCKED while one is under way
   */
  begin(query: UpdateTopics = {}): TopicUpdating {
    const checked = parseQuery(updateTopicsSchema, query);
    if (this.#running) {
      throw new PaperkinError('STORE_LOCKED', `The topics are being updated already, since ${this.#state.begun}.`, {
        remedy: 'Wait until that has finished: "GET /api/topics/update" says how far it is.',
      });
    }
    this.#run(checked);
    return this.#state;
  }

  /** From now on, until {@link close}: updates topics that there are, when papers have come or the file of numbers is damaged. */
  watch(onError: (error: unknown) => void): void {
    this.#onError = onError;
    this.#poll.start(onError);
  }

  /** Gives up what is under way: then topics are as they were. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#poll.stop();
    await this.#running;
  }

  async #look(): Promise<void> {
    if (this.#running || performance.now() - this.#tried < this.#leastInterval) return;
    const news = await this.#topics.news().catch((error: unknown) => this.#mend(error));
    if (!news || Date.now() - Date.parse(news.updated) < this.#leastInterval) return;
    if (news.papers < Math.min(MANY, Math.ceil(SHARE * news.known)) || this.#running || this.#stopping.signal.aborted) return;
    this.#run({});
    await this.#running;
  }

  /** Damaged topics are found again at once; nobody has to ask for it. */
  #mend(error: unknown): undefined {
    if (!(error instanceof PaperkinError && error.code === 'TOPICS_UNREADABLE')) throw error;
    if (!this.#running && !this.#stopping.signal.aborted) this.#run({});
  }

  #run(query: UpdateTopics): void {
    this.#tried = performance.now();
    const begun = new Date().toISOString();
    this.#state = { running: true, begun };
    const { signal } = this.#stopping;
    const onProgress = (progress: Pick<TopicUpdating, 'phase' | 'done' | 'total'>) => {
      this.#state = { running: true, begun, ...progress };
    };
    const ended = (result: Pick<TopicUpdating, 'update' | 'error'>) => {
      this.#running = undefined;
      this.#state = { running: false, begun, ended: new Date().toISOString(), ...result };
    };
    this.#running = this.#topics.update(query, { signal, onProgress }).then(
      (update) => ended({ update }),
      (thrown: unknown) => {
        ended({ error: asPaperkinError(thrown).toJSON() });
        if (!signal.aborted) this.#onError(thrown);
      },
    );
  }
}
