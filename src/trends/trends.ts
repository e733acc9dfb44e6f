import type { z } from 'zod';
import { PaperkinError } from '../errors.js';
import type { AnyJob } from '../jobs/job.js';
import type { Paper } from '../paper/paper.js';
import type { KeptTerms } from '../stores/term-trends-store.js';
import type { TopicLevel, TopicStore, VersionedTopics } from '../stores/topic-store.js';
import type { TopicSummary } from '../topics/answer.js';
import { summarizeTopic, topicNamed } from '../topics/saved.js';
import type { TermTrends, TopicTrend, TopicTrends, TopicTrendView } from './answer.js';
import { beginningsOf } from './beginnings.js';
import { presentBursts, presentChange, presentTimeline, presentWindows } from './present.js';
import type { termTrendsSchema, topicTrendsSchema } from './query.js';
import { TermKeeper, type TermKeeperParts, type TopicScope } from './term-keeper.js';
import type { TermWork } from './term-trends.js';
import { burstsOfTopics, sortTrends, type TopicInTime, type TopicTimes, topicsInTime, topicTimes } from './topic-trends.js';

export interface TrendsParts extends TermKeeperParts {
  topics: Pick<TopicStore, 'read'>;
}

/** First and defining papers of a topic. */
const BEGINNINGS = 5;
type Asked = Pick<z.output<typeof termTrendsSchema>, 'direction' | 'limit'>;

/**
 * What rises and what falls, among topics and among terms: like a poll, each share comes with how sure it is. See docs/trends.md.
 *
 *     const { trends } = await engine.termTrends({ direction: 'rising', limit: 5 });
 *     const lines = trends.map(({ term, change }) => `${term} ${trendSentence(change)}`);
 */
export class Trends {
  readonly #parts: TrendsParts;
  readonly #terms: TermKeeper;
  #times: { saved: VersionedTopics; times: Promise<TopicTimes>; levels: Map<TopicLevel, Promise<TopicInTime[]>> } | undefined;

  constructor(parts: TrendsParts) {
    this.#parts = parts;
    this.#terms = new TermKeeper(parts);
  }

  /**
   * Topics by how their share of all papers has changed.
   * @throws INVALID_INPUT, TOPICS_MISSING, TOPICS_UNREADABLE
   */
  async topics(query: z.output<typeof topicTrendsSchema>): Promise<TopicTrends> {
    const { level, direction, limit } = query;
    const { times, topics } = await this.#level(await this.#saved(), level);
    const all = sortTrends(topics, direction);
    return {
      trends: all.slice(0, limit).map(presentIn(times)),
      total: all.length,
      ...(await this.#asked(times, topics)),
    };
  }

  /**
   * One topic in time, tested among those of its level, with its first papers and those that defined it.
   * @throws INVALID_INPUT, TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND
   */
  async topic(id: string): Promise<TopicTrendView> {
    const saved = await this.#saved();
    const { id: wanted, level } = topicNamed(saved.document.topics, id);
    const { times, topics } = await this.#level(saved, level);
    const topic = topics.find((one) => one.topic.id === wanted) as TopicInTime;
    const { lexical, views } = this.#parts;
    const { first, defining } = await views.use((dense) => beginningsOf({ dense, lexical }, topic.keys, BEGINNINGS));
    return {
      ...presentIn(times)(topic),
      ...(await this.#asked(times, topics)),
      first: await this.#papers(first),
      defining: await this.#papers(defining),
    };
  }

  /**
   * Terms that rise or fall, those of the surest effect first. What was counted is kept until papers come or go; to count the terms of 400,000 papers takes half a minute.
   * @throws INVALID_INPUT, INTERRUPTED; with a topic TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND
   */
  async terms(query: z.output<typeof termTrendsSchema>, work: TermWork = {}): Promise<TermTrends> {
    const asked = query;
    const within = await this.#scopeOf(asked.topic);
    const { kept, isFresh } = await this.#terms.kept(within?.scope);
    return this.#told(asked, kept && isFresh ? kept : await this.#terms.count(within?.scope, work), within?.topic);
  }

  /**
   * The same without a wait: as they were counted last, with `upToDate` telling whether papers have come since; undefined where they never were. Where
   * they are not up to date they are counted behind it. For pages and servers.
   */
  async termsAtHand(query: z.output<typeof termTrendsSchema>): Promise<TermTrends | undefined> {
    const asked = query;
    const within = await this.#scopeOf(asked.topic);
    const { kept, isFresh } = await this.#terms.kept(within?.scope);
    // Whoever waits for them is told of a failure; here nobody does.
    if (!isFresh) this.#terms.count(within?.scope, {}).catch(() => undefined);
    return kept && this.#told(asked, kept, within?.topic);
  }

  /** Counts terms. */
  get job(): AnyJob {
    return this.#terms.job;
  }

  close(): Promise<void> {
    return this.#terms.close();
  }

  async #saved(): Promise<VersionedTopics> {
    const saved = await this.#parts.topics.read();
    if (!saved) throw new PaperkinError('TOPICS_MISSING', 'The topics of these papers have not been found yet.');
    return saved;
  }

  /** Worked out once for each state of the topics. */
  async #level(saved: VersionedTopics, level: TopicLevel): Promise<{ times: TopicTimes; topics: TopicInTime[] }> {
    if (this.#times?.saved.version !== saved.version) this.#times = { saved, times: topicTimes(this.#parts, saved), levels: new Map() };
    const state = this.#times;
    try {
      const times = await state.times;
      const topics = state.levels.get(level) ?? topicsInTime(times, level);
      state.levels.set(level, topics);
      return { times, topics: await topics };
    } catch (thrown) {
      // What failed is not kept.
      if (this.#times === state) this.#times = undefined;
      throw thrown;
    }
  }

  async #asked({ saved, months, weeks, windows }: TopicTimes, topics: readonly TopicInTime[]) {
    const { updated, sequence } = saved.document;
    return {
      timeline: presentTimeline(months),
      ...(windows && { compared: presentWindows(windows, weeks) }),
      tested: topics.filter(({ change }) => change.direction !== 'unknown').length,
      updated,
      upToDate: sequence === (await this.#parts.store.sequence()),
    };
  }

  /** What papers terms are counted in; undefined: all. */
  async #scopeOf(id: string | undefined): Promise<{ topic: TopicSummary; scope: TopicScope } | undefined> {
    if (id === undefined) return undefined;
    const saved = await this.#saved();
    const topic = topicNamed(saved.document.topics, id);
    const { topics } = await this.#level(saved, topic.level);
    const keys = topics.find((one) => one.topic.id === topic.id)?.keys ?? [];
    const { updated, sequence } = saved.document;
    return { topic: summarizeTopic(topic), scope: { name: `${topic.id} ${updated}`, keys, sequence } };
  }

  async #told({ direction, limit }: Asked, kept: KeptTerms, topic: TopicSummary | undefined): Promise<TermTrends> {
    const { timeline, compared, tested, made, sequence, [direction]: all } = kept;
    return {
      trends: all.slice(0, limit),
      total: all.length,
      ...(topic && { topic }),
      timeline,
      ...(compared && { compared }),
      tested,
      made,
      upToDate: sequence === (await this.#parts.store.sequence()),
    };
  }

  async #papers(keys: readonly number[]): Promise<Paper[]> {
    const stored = await this.#parts.store.byKeys(keys);
    return stored.flatMap((one) => (one ? [one.paper] : []));
  }
}

function presentIn(times: TopicTimes): (topic: TopicInTime) => TopicTrend {
  const { months, weeks } = times;
  const bursts = burstsOfTopics(times);
  return (topic) => ({
    topic: summarizeTopic(topic.topic),
    change: presentChange(topic.change, weeks),
    counts: [...topic.counts],
    bursts: presentBursts(bursts(topic), months),
  });
}
