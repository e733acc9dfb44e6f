import { z } from 'zod';
import { asPaperkinError, PaperkinError } from '../errors.js';
import { errorSchema } from '../input/error-schema.js';
import { Poll } from '../threads/poll.js';
import { eitherSignal } from '../threads/until-aborted.js';

/** Runs that may wait for their turn. */
const MAX_WAITING = 100;

/** What a run is told: when to stop, and where to report how far it is. */
export interface JobWork<Progress> {
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** What somebody who waits for a run gives. */
export interface GivenWork<Progress> {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** How far the run is that is under way, or what came of the last one in this process. */
export type JobState<Progress extends object, Result> = {
  running: boolean;
  /** ISO 8601. */
  begun?: string;
  ended?: string;
  update?: Result;
  error?: ReturnType<PaperkinError['toJSON']>;
} & Partial<Progress>;

export interface JobDefinition<Query, Progress extends object, Result> {
  /** As lists of jobs have it: "topics". */
  name: string;
  run(query: Query, work: JobWork<Progress>): Promise<Result>;
  /** What is said to whoever begins it while it runs. Default: by its name. */
  busy?: (begun: string) => PaperkinError;
  /** Looks at a query before its run begins. @throws INVALID_INPUT */
  check?: (query: Query) => void;
  /** What a server looks at by itself. */
  watch?: {
    /** Between two looks, in milliseconds. Default: it is looked once, at the beginning. */
    interval?: number;
    /**
     * What has to be done now; undefined where nothing has.
     * @param idle milliseconds since the last run began; infinite where there was none
     */
    due(idle: number): Promise<Query | undefined>;
  };
}

/** What is the same of all jobs: for lists of them. */
export interface AnyJob {
  readonly name: string;
  readonly state: JobState<object, unknown>;
  watch(onError: (error: unknown) => void): void;
  close(): Promise<void>;
}

/** How a job stands, without what came of it. */
export const jobStatusSchema = z.strictObject({
  name: z.string(),
  running: z.boolean(),
  /** ISO 8601. */
  begun: z.string().exactOptional(),
  ended: z.string().exactOptional(),
  phase: z.string().exactOptional(),
  done: z.number().exactOptional(),
  total: z.number().exactOptional(),
  error: errorSchema.exactOptional(),
});
export type JobStatus = z.output<typeof jobStatusSchema>;

export function statusOf({ name, state: { update: _update, ...state } }: AnyJob): JobStatus {
  return { name, ...state };
}

/**
 * Work in the background, one run at a time: begun by somebody, or in a server when it is due.
 *
 *     const job = new Job({ name: 'topics', run: (query, work) => topics.update(query, work) });
 *     job.begin({});
 *     job.state; // { running: true, begun: '…', phase: 'clustering', done: 3, total: 10 }
 */
export class Job<Query, Progress extends object, Result> implements AnyJob {
  readonly #definition: JobDefinition<Query, Progress, Result>;
  readonly #stopping = new AbortController();
  readonly #poll: Poll | undefined;
  #onError: (error: unknown) => void = () => undefined;
  #running: Promise<void> | undefined;
  #waiting = 0;
  #begunAt = Number.NEGATIVE_INFINITY;
  #state: JobState<Progress, Result> = { running: false } as JobState<Progress, Result>;
  /** Why the last look or run of its own failed: it is tried again every time, and told once. */
  #told: string | undefined;

  constructor(definition: JobDefinition<Query, Progress, Result>) {
    this.#definition = definition;
    const { watch } = definition;
    this.#poll = watch && new Poll(() => this.#look(watch), watch.interval);
  }

  get name(): string {
    return this.#definition.name;
  }

  get state(): JobState<Progress, Result> {
    return this.#state;
  }

  /** Whether it looks by itself. */
  get watched(): boolean {
    return this.#poll?.started === true;
  }

  /** Aborted by {@link close}. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /**
   * Begins a run, and does not wait for it: {@link state} tells what comes of it.
   * @throws STORE_LOCKED while one is under way; what the definition's `check` throws
   */
  begin(query: Query): JobState<Progress, Result> {
    this.#definition.check?.(query);
    if (this.#running) throw this.#busy();
    this.#runAlone(query);
    return this.#state;
  }

  /**
   * Runs when all runs before it have ended, and gives what comes of it.
   * @param given ends this run, and hears how far it is
   * @throws what the run throws; INTERRUPTED where the job is closed meanwhile; STORE_LOCKED where too many are waiting
   */
  async take(query: Query, given: GivenWork<Progress> = {}): Promise<Result> {
    if (this.#waiting >= MAX_WAITING) throw this.#busy();
    this.#waiting++;
    try {
      while (this.#running) await this.#running;
      this.#stopping.signal.throwIfAborted();
      return await this.#run(query, given);
    } finally {
      this.#waiting--;
    }
  }

  /** From now on, until {@link close}, looks whether something is due. */
  watch(onError: (error: unknown) => void): void {
    this.#onError = onError;
    this.#poll?.start((error) => this.#tell(error));
  }

  /** Resolves when the run under way has ended, however it ends. */
  async ended(): Promise<void> {
    await this.#running;
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    this.#stopping.abort(new PaperkinError('INTERRUPTED', `The job "${this.name}" was ended.`));
    await this.#poll?.stop();
    await this.#running;
  }

  async #look({ due }: NonNullable<JobDefinition<Query, Progress, Result>['watch']>): Promise<void> {
    if (this.#running) return;
    const query = await due(performance.now() - this.#begunAt);
    if (query === undefined) {
      this.#told = undefined;
      return;
    }
    if (this.#running || this.#stopping.signal.aborted) return;
    this.#runAlone(query);
    await this.#running;
  }

  /** A run that nobody waits for. */
  #runAlone(query: Query): void {
    this.#run(query).then(
      () => {
        this.#told = undefined;
      },
      (thrown: unknown) => {
        if (!this.#stopping.signal.aborted) this.#tell(thrown);
      },
    );
  }

  #run(query: Query, given: GivenWork<Progress> = {}): Promise<Result> {
    this.#begunAt = performance.now();
    const begun = new Date().toISOString();
    const set = (state: object) => {
      this.#state = state as JobState<Progress, Result>;
    };
    const onProgress = (progress: Progress) => {
      set({ running: true, begun, ...progress });
      given.onProgress?.(progress);
    };
    const ended = (came: object) => {
      this.#running = undefined;
      set({ running: false, begun, ended: new Date().toISOString(), ...came });
    };
    set({ running: true, begun });
    const work = this.#definition.run(query, { signal: eitherSignal(this.#stopping.signal, given.signal), onProgress });
    this.#running = work.then(
      (update) => ended(update === undefined ? {} : { update }),
      (thrown: unknown) => ended({ error: asPaperkinError(thrown).toJSON() }),
    );
    return work;
  }

  #tell(error: unknown): void {
    if (String(error) !== this.#told) this.#onError(error);
    this.#told = String(error);
  }

  #busy(): PaperkinError {
    const { busy, name } = this.#definition;
    const begun = this.#state.begun ?? '';
    return busy?.(begun) ?? new PaperkinError('STORE_LOCKED', `The job "${name}" is running already, since ${begun}.`);
  }
}
