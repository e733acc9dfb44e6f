import { LRUCache } from 'lru-cache';
import { keepDerived } from '../derived/keep-derived.js';
import { throwIfAborted } from '../errors.js';
import type { DenseViews } from '../indexing/dense-views.js';
import { type LexicalView, lexicalIdentity } from '../indexing/lexical-view.js';
import { Job, type JobWork } from '../jobs/job.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { KeptTerms, TermTrendsStore } from '../stores/term-trends-store.js';
import { untilAborted } from '../threads/until-aborted.js';
import { countedTerms, type TermWork } from './term-trends.js';

export interface TermKeeperParts {
  store: Pick<PaperStore, 'byKeys' | 'sequence'>;
  termTrends: TermTrendsStore;
  views: Pick<DenseViews, 'use'>;
  lexical: LexicalView;
}

/** The papers of one state of a topic. */
export interface TopicScope {
  /** Another one for each state. */
  name: string;
  keys: readonly number[];
  /** Change of the store up to which topics were brought up to date. */
  sequence: number;
}

/** Topics whose terms are kept in memory. */
const KEPT_TOPICS = 50;

/** The trends of terms, counted when they are asked for and kept: those of all papers on disk, those of topics in memory. */
export class TermKeeper {
  readonly #parts: TermKeeperParts;
  /** Counts terms: of one topic, or of all papers, at a time. */
  readonly job = new Job({
    name: 'trends',
    run: (topic: TopicScope | undefined, work: JobWork<{ done: number; total: number }>) => this.#count(topic, work),
  });
  #all: KeptTerms | undefined;
  readonly #ofTopics = new LRUCache<string, KeptTerms>({ max: KEPT_TOPICS });
  /** Being counted, by name of the topic; '' of all papers. */
  readonly #counting = new Map<string, Promise<KeptTerms>>();

  constructor(parts: TermKeeperParts) {
    this.#parts = parts;
  }

  /** As they were counted last, here or by another process, and whether nothing has changed since. */
  async kept(topic: TopicScope | undefined): Promise<{ kept: KeptTerms | undefined; isFresh: boolean }> {
    if (topic) {
      const kept = this.#ofTopics.get(topic.name);
      return { kept, isFresh: kept !== undefined };
    }
    const sequence = await this.#parts.store.sequence();
    if (this.#all?.sequence !== sequence) {
      const read = await this.#parts.termTrends.read();
      if (read?.identity === identity()) this.#all = read;
    }
    return { kept: this.#all, isFresh: this.#all?.sequence === sequence };
  }

  /** Counts them anew, once for all who ask meanwhile: the signal and the progress are those of the first. @throws INTERRUPTED */
  count(topic: TopicScope | undefined, work: TermWork): Promise<KeptTerms> {
    const name = topic?.name ?? '';
    const running = this.#counting.get(name);
    if (running) return running;
    const counting = this.job.take(topic, work).finally(() => this.#counting.delete(name));
    this.#counting.set(name, counting);
    return counting;
  }

  async close(): Promise<void> {
    await this.job.close();
    await Promise.allSettled(this.#counting.values());
  }

  async #count(topic: TopicScope | undefined, work: TermWork): Promise<KeptTerms> {
    throwIfAborted(work.signal);
    const { store, lexical, views, termTrends } = this.#parts;
    const sequence = topic?.sequence ?? (await store.sequence());
    const counted = await views.use(async (dense) => {
      const keys = topic?.keys ?? [...(await untilAborted(lexical.select({}), work.signal))];
      return countedTerms({ store, lexical, dense }, keys, topic !== undefined, work);
    });
    const kept = { identity: identity(), sequence, made: new Date().toISOString(), ...counted };
    if (!topic) {
      this.#all = kept;
      await keepDerived('What was counted of trends', () => termTrends.write(kept));
      return kept;
    }
    this.#ofTopics.set(topic.name, kept);
    return kept;
  }
}

/** Changes when terms, or what is told of them, do. */
function identity(): string {
  return `trends/1 ${lexicalIdentity()}`;
}
