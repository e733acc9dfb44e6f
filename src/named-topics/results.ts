import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { keepDerived } from '../derived/keep-derived.js';
import type { DenseView } from '../indexing/dense-view.js';
import type { DenseViews } from '../indexing/dense-views.js';
import type { LexicalView } from '../indexing/lexical-view.js';
import { Job } from '../jobs/job.js';
import type { Learner } from '../recommend/taste.js';
import type { NamedPapersStore } from '../stores/named-papers-store.js';
import type { SavedNamedTopic } from '../stores/named-topic-store.js';
import type { PaperStore } from '../stores/paper-store.js';
import { keptOf, papersOfKept } from './kept-papers.js';
import { papersOfName } from './members.js';
import type { NamedPapers, NamedTopic } from './named-topic.js';

export interface ResultsParts {
  store: Pick<PaperStore, 'keysOf' | 'byKeys' | 'epochOf'>;
  views: Pick<DenseViews, 'use'>;
  lexical: LexicalView;
  /** One of its own, since it keeps a background. */
  namedLearner: Learner;
  namedPapers: NamedPapersStore;
}

/** To be raised when `papersOfName` gives other papers than before: then what was kept is found anew. */
const METHOD = 1;
/** Papers of all topics in memory: some 30 MB. */
const MOST_PAPERS = 200_000;

/**
 * Which papers named topics have: found one topic at a time, and kept in memory and on disk until the topic, the model or the papers change.
 * A state stands for all three. Papers count as far as the indexes have come, which in a server are two seconds behind.
 */
export class NamedResults {
  readonly #parts: ResultsParts;
  readonly #known = new LRUCache<string, { state: string; found: NamedPapers }>({
    maxSize: MOST_PAPERS,
    // Nothing may weigh nothing; a topic that has more than the bound is kept alone.
    sizeCalculation: ({ found }) => Math.min(Math.max(1, found.papers.length), MOST_PAPERS),
  });
  readonly #underWay = new Set<Promise<unknown>>();
  /** One topic at a time. */
  readonly job = new Job({
    name: 'named topics',
    run: (topic: SavedNamedTopic, { signal }: { signal: AbortSignal }) =>
      this.#parts.views.use((dense) => this.#find(topic, dense, signal)),
  });

  constructor(parts: ResultsParts) {
    this.#parts = parts;
  }

  /** Up to date. @throws INTERRUPTED where it is closed meanwhile */
  of(topic: SavedNamedTopic): Promise<NamedPapers> {
    const { views } = this.#parts;
    return this.#awaited(async () => {
      const known = await views.use(async (dense) => this.#read(topic.id, await this.#stateOf(topic, dense)));
      return known ?? this.job.take(topic);
    });
  }

  /** As they were found last, and whether that is as of now; undefined where nothing is known. @throws as `of` */
  atHand(topic: SavedNamedTopic): Promise<{ found: NamedPapers; upToDate: boolean } | undefined> {
    return this.#awaited(async () => {
      const state = await this.#parts.views.use((dense) => this.#stateOf(topic, dense));
      const found = await this.#read(topic.id, state);
      if (found) return { found, upToDate: true };
      const before = await this.#parts.namedPapers.read(topic.id);
      return before && { found: papersOfKept(before), upToDate: false };
    });
  }

  async forget(id: string): Promise<void> {
    this.#known.delete(id);
    await this.#parts.namedPapers.remove(id);
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    await this.job.close();
    await Promise.allSettled(this.#underWay);
    await this.#parts.namedLearner.close();
  }

  async #find(topic: SavedNamedTopic, dense: DenseView, signal: AbortSignal): Promise<NamedPapers> {
    const { lexical, store, namedLearner: learner, namedPapers } = this.#parts;
    const state = await this.#stateOf(topic, dense);
    // Whoever was before us in the queue may have asked the same.
    const known = await this.#read(topic.id, state);
    if (known) return known;
    const found = await papersOfName(await this.#withKeys(topic), { views: { dense, lexical }, store, learner }, { signal });
    this.#known.set(topic.id, { state, found });
    await keepDerived('The papers of a named topic', () => namedPapers.write(topic.id, keptOf(state, found)));
    return found;
  }

  async #read(id: string, state: string): Promise<NamedPapers | undefined> {
    const known = this.#known.get(id);
    if (known?.state === state) return known.found;
    const kept = await this.#parts.namedPapers.read(id);
    if (kept?.state !== state) return undefined;
    const found = papersOfKept(kept);
    this.#known.set(id, { state, found });
    return found;
  }

  async #stateOf(topic: SavedNamedTopic, dense: DenseView): Promise<string> {
    const { lexical, store } = this.#parts;
    await Promise.all([dense.keeper.current(), lexical.keeper.current()]);
    const reached = await Promise.all([dense.keeper.reached(), lexical.keeper.reached()]);
    const epoch = await store.epochOf(Math.max(...reached));
    const definition = await this.#withKeys(topic);
    const all = [METHOD, definition, dense.model.id, dense.dimensions, reached, epoch];
    return createHash('sha256').update(JSON.stringify(all)).digest('base64url');
  }

  async #withKeys({ name, description, examples, yes, no }: SavedNamedTopic): Promise<NamedTopic> {
    const ids = [...examples, ...yes, ...no];
    const keys = ids.length === 0 ? [] : await this.#parts.store.keysOf(ids);
    const part = (from: number, count: number) => keys.slice(from, from + count).filter((key) => key !== undefined);
    return {
      name,
      description,
      examples: part(0, examples.length),
      yes: part(examples.length, yes.length),
      no: part(examples.length + yes.length, no.length),
    };
  }

  /** Work that closing waits for: the views must not be closed under it. */
  async #awaited<T>(work: () => Promise<T>): Promise<T> {
    this.job.stopping.throwIfAborted();
    const working = work();
    this.#underWay.add(working);
    try {
      return await working;
    } finally {
      this.#underWay.delete(working);
    }
  }
}
