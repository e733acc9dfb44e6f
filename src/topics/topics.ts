import type { z } from 'zod';
import { vectorIdentity } from '../dense/vector-index.js';
import { PaperkinError } from '../errors.js';
import type { DenseViews } from '../indexing/dense-views.js';
import type { LexicalView } from '../indexing/lexical-view.js';
import type { KeySet } from '../paper/key-set.js';
import type { StoredPaper } from '../paper/paper.js';
import type { Views } from '../search/candidates.js';
import { findPapers } from '../stores/find-papers.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { SavedTopic, SavedTopics, TopicStore, VersionedTopics } from '../stores/topic-store.js';
import { eitherSignal } from '../threads/until-aborted.js';
import type { Membership, TopicList, TopicPaper, TopicSummary, TopicUpdate, TopicView } from './answer.js';
import { changeTopics, type TopicChanger } from './change-topics.js';
import { clusterFromScratch, type GroupingWork, updateClusters } from './grouping.js';
import { type Grouped, mergedGrouping, splitGrouping } from './manual-edits.js';
import { isWithin, TopicMembers } from './members.js';
import { membershipsOf } from './memberships.js';
import { newestFirst } from './newest-first.js';
import type {
  mergeTopicsSchema,
  renameTopicSchema,
  splitTopicSchema,
  topicListSchema,
  topicPapersSchema,
  updateTopicsSchema,
} from './query.js';
import { countTopics, groupingOf, summarizeTopic, topicNamed } from './saved.js';
import { type Saving, savedTopics } from './saving.js';
import { typicalOnly } from './typical-only.js';

export interface TopicsParts {
  store: Pick<PaperStore, 'find' | 'byKeys' | 'sequence' | 'list'>;
  topics: TopicStore;
  views: Pick<DenseViews, 'use'>;
  lexical: LexicalView;
  /** Aborted when the engine is closed. */
  stopping: AbortSignal;
}

const OUTLIERS = 0.1;
const SEED = 1;

/**
 * What the papers here are made of, like a table of contents that nobody had to write. Where topics have never been found, all but
 * {@link Topics.update} is TOPICS_MISSING.
 *
 *     await engine.updateTopics();
 *     const { topics } = await engine.topics({ limit: 5 }); // the largest: topics[0].name, .papers
 */
export class Topics {
  readonly #parts: TopicsParts;
  #known: { saved: VersionedTopics; members: TopicMembers } | undefined;
  readonly #changing = new Set<Promise<void>>();

  constructor(parts: TopicsParts) {
    this.#parts = parts;
  }

  /**
   * Finds the topics of all papers that have a vector; where there are some, brings them up to date: what is there stays under its
   * id, and what was born, has died, was split or merged is told. After another model was chosen, or with `anew`, all begins
   * from nothing, and ids follow the papers; so it does where the file of numbers is damaged.
   * @throws INVALID_INPUT, TOPICS_MISSING (no papers), TOPICS_UNREADABLE, STORE_LOCKED, INTERRUPTED
   */
  async update(query: z.output<typeof updateTopicsSchema>, given: GroupingWork = {}): Promise<TopicUpdate> {
    const work = { ...given, signal: eitherSignal(this.#parts.stopping, given.signal) };
    const { topics, outliers, anew, seed } = query;
    let report: TopicUpdate | undefined;
    const change = async (before: SavedTopics | undefined, isMended: boolean) =>
      this.#parts.views.use(async (dense) => {
        const views = { dense, lexical: this.#parts.lexical };
        const identity = vectorIdentity(dense.model.id, dense.dimensions);
        const settings = before?.document.settings;
        // As many as there were, since their document tells no more of those that are lost.
        const options = {
          topics: topics ?? (isMended ? settings?.topics : undefined),
          outliers: outliers ?? settings?.outliers ?? OUTLIERS,
          seed: seed ?? settings?.seed ?? SEED,
        };
        const sequence = await this.#parts.store.sequence();
        const isSame = before?.document.identity === identity && topics === undefined && outliers === undefined && seed === undefined;
        const goesOn = before !== undefined && !isMended && !anew && topics === undefined && before.document.identity === identity;
        if (goesOn && isSame && before.document.sequence === sequence) {
          report = { ...countTopics(before), papers: before.document.papers, outliers: before.document.outliers, changes: [], kept: 1 };
          return before;
        }
        const grouping = goesOn
          ? await updateClusters(views, groupingOf(before), { ...options, topics: before.document.settings.topics }, work)
          : await clusterFromScratch(views, dense.dimensions, options, work);
        const wanted = topics ?? (goesOn ? before.document.settings.topics : new Set(grouping.topicOf).size);
        const { saved, changes, kept } = await this.#save(
          views,
          { before, grouping, options: { ...options, topics: wanted }, identity, sequence },
          work.signal,
        );
        report = { ...countTopics(saved), papers: saved.document.papers, outliers: saved.document.outliers, changes, kept };
        return saved;
      });
    await this.#change({ change, mend: (document) => typicalOnly(this.#parts.store, document), signal: work.signal });
    return report as TopicUpdate;
  }

  /** How many embedded papers have come since the last update, beside how many it saw; undefined where there are no topics. @throws TOPICS_UNREADABLE */
  async news(): Promise<{ papers: number; known: number; updated: string } | undefined> {
    const saved = await this.#parts.topics.read();
    if (!saved) return undefined;
    const { sequence, papers, outliers, updated } = saved.document;
    const known = papers + outliers;
    const isSame = sequence === (await this.#parts.store.sequence());
    const size = isSame ? known : await this.#parts.views.use((dense) => dense.size());
    return { papers: Math.max(0, size - known), known, updated };
  }

  /** @throws TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND (the parent), INVALID_INPUT */
  async list(query: z.output<typeof topicListSchema>): Promise<TopicList> {
    const { level, parent, limit } = query;
    const { saved, members } = await this.#state();
    const { document } = saved;
    const above = parent === undefined ? undefined : topicNamed(document.topics, parent).id;
    const all = document.topics.filter((topic) => topic.level === level && (above === undefined || isWithin(members, topic, above)));
    all.sort((a, b) => b.papers - a.papers || (a.id < b.id ? -1 : 1));
    return {
      topics: all.slice(0, limit).map(summarizeTopic),
      total: all.length,
      updated: document.updated,
      upToDate: document.sequence === (await this.#parts.store.sequence()),
      papers: document.papers,
      outliers: document.outliers,
    };
  }

  /** @throws TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND, INVALID_INPUT */
  async show(id: string): Promise<TopicView> {
    const { saved, members } = await this.#state();
    const topic = topicNamed(saved.document.topics, id);
    const above: SavedTopic[] = [];
    for (let one = members.get(topic.parent ?? ''); one; one = members.get(one.parent ?? '')) above.push(one);
    const below = saved.document.topics.filter(({ parent }) => parent === topic.id).sort((a, b) => b.papers - a.papers);
    const found = await this.#parts.store.find(topic.representatives);
    return {
      ...summarizeTopic(topic),
      label: topic.label,
      weights: topic.terms,
      born: topic.born,
      above: above.map(summarizeTopic),
      // One subtopic alone is the topic itself.
      below: below.length < 2 ? [] : below.map(summarizeTopic),
      representatives: found.flatMap((stored) => (stored ? [stored.paper] : [])),
    };
  }

  /** Papers of a topic. @throws TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND, INVALID_INPUT */
  async papers(query: z.output<typeof topicPapersSchema>): Promise<{ topic: TopicSummary; papers: TopicPaper[]; total: number }> {
    const { topic: id, k, sort } = query;
    const { saved, members } = await this.#state();
    const topic = topicNamed(saved.document.topics, id);
    const typical = members.typicalOf(topic.id);
    const similarities = new Map(typical.map(({ key, similarity }) => [key, similarity]));
    const wanted =
      sort === 'typical' ? typical.slice(0, k).map(({ key }) => key) : await newestFirst(this.#parts.lexical, [...similarities.keys()], k);
    const stored = await this.#parts.store.byKeys(wanted);
    const papers = stored.flatMap((one) => (one ? [{ paper: one.paper, similarity: similarities.get(one.key) ?? 0 }] : []));
    return { topic: summarizeTopic(topic), papers, total: typical.length };
  }

  /** Keys of the papers of a topic. @throws TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND */
  async keysOf(id: string): Promise<KeySet> {
    const { saved, members } = await this.#state();
    return members.keysOf(topicNamed(saved.document.topics, id).id);
  }

  /**
   * The topics that a paper belongs to, the one that it belongs to most first; none where it is too far from all.
   * @throws TOPICS_MISSING, TOPICS_UNREADABLE, INVALID_ID, PAPER_NOT_FOUND
   */
  async of(id: string): Promise<Membership[]> {
    const [stored] = (await findPapers(this.#parts.store, [id])) as [StoredPaper];
    const { saved, members } = await this.#state();
    return this.#parts.views.use(async (dense) => {
      const found = await membershipsOf({ dense, lexical: this.#parts.lexical }, saved, members, stored.key);
      return found.map(({ topic, share }) => ({ topic: summarizeTopic(topic), share }));
    });
  }

  /** Calls a topic by a name that survives updates; an empty one: by its terms again. @throws TOPIC_NOT_FOUND, TOPICS_MISSING, STORE_LOCKED, INVALID_INPUT */
  async rename(query: z.output<typeof renameTopicSchema>): Promise<TopicSummary> {
    const { topic: id, name } = query;
    let renamed: SavedTopic | undefined;
    await this.#edit(async (saved) => {
      const { id: found } = topicNamed(saved.document.topics, id);
      const topics = saved.document.topics.map(({ name: old, ...topic }): SavedTopic => {
        if (topic.id !== found) return { ...topic, ...(old !== undefined && { name: old }) };
        renamed = { ...topic, ...(name !== '' && { name }) };
        return renamed;
      });
      return { ...saved, document: { ...saved.document, topics } };
    });
    return summarizeTopic(renamed as SavedTopic);
  }

  /** Makes one topic of several, under the id and name of the first; updates leave it together. @throws as rename */
  async merge(query: z.output<typeof mergeTopicsSchema>): Promise<TopicUpdate> {
    const { topics } = query;
    return this.#regroup((saved) =>
      mergedGrouping(
        saved,
        groupingOf(saved),
        topics.map((id) => topicNamed(saved.document.topics, id)),
      ),
    );
  }

  /** Takes a topic apart; the greatest part keeps its id and name, and updates leave the parts as they are. @throws as rename */
  async split(query: z.output<typeof splitTopicSchema>): Promise<TopicUpdate> {
    const { topic, into } = query;
    return this.#regroup((saved, views) => splitGrouping(views, saved, groupingOf(saved), topicNamed(saved.document.topics, topic), into));
  }

  async #regroup(change: (saved: SavedTopics, views: Views) => Promise<Grouped>): Promise<TopicUpdate> {
    let report: TopicUpdate | undefined;
    await this.#edit((before) =>
      this.#parts.views.use(async (dense) => {
        const views = { dense, lexical: this.#parts.lexical };
        const { fixed, first, ...grouping } = await change(before, views);
        const { identity, sequence, settings } = before.document;
        const { saved, changes, kept } = await this.#save(views, {
          before,
          grouping,
          options: settings,
          identity,
          sequence,
          manual: true,
          first,
        });
        const topicsFixed = saved.document.topics
          .filter(({ level }) => level === 'topic')
          .map((topic, number) => ({ id: topic.id, isFixed: fixed.has(number) }));
        const ids = new Set(topicsFixed.filter(({ isFixed }) => isFixed).map(({ id }) => id));
        const topics = saved.document.topics.map((topic) => (ids.has(topic.id) ? { ...topic, fixed: true as const } : topic));
        report = { ...countTopics(saved), papers: saved.document.papers, outliers: saved.document.outliers, changes, kept };
        return { ...saved, document: { ...saved.document, topics } };
      }),
    );
    return report as TopicUpdate;
  }

  /** Which topic is meant by an id or name. @throws TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND, INVALID_INPUT */
  async resolve(id: string): Promise<TopicSummary> {
    const { saved } = await this.#state();
    return summarizeTopic(topicNamed(saved.document.topics, id));
  }

  /** Waits for changes that are being made; those of an engine that closes are given up. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#changing);
  }

  #save(views: Views, saving: Omit<Saving, 'now'>, signal?: AbortSignal) {
    return savedTopics({ ...views, store: this.#parts.store }, { ...saving, now: new Date() }, signal);
  }

  async #edit(change: (saved: SavedTopics) => Promise<SavedTopics>): Promise<void> {
    await this.#change({
      change: async (before) => {
        if (!before) throw missing();
        return change(before);
      },
    });
  }

  async #change(changer: TopicChanger): Promise<void> {
    const changing = changeTopics(this.#parts.topics, changer);
    this.#changing.add(changing);
    try {
      await changing;
    } finally {
      this.#changing.delete(changing);
    }
  }

  async #state(): Promise<{ saved: VersionedTopics; members: TopicMembers }> {
    const saved = await this.#parts.topics.read();
    if (!saved) throw missing();
    if (this.#known?.saved.version !== saved.version) this.#known = { saved, members: new TopicMembers(saved) };
    return this.#known;
  }
}

function missing(): PaperkinError {
  return new PaperkinError('TOPICS_MISSING', 'The topics of these papers have not been found yet.');
}
