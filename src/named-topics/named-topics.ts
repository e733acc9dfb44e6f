import { PaperkinError } from '../errors.js';
import { parseQuery } from '../input/parse-query.js';
import type { AnyJob } from '../jobs/job.js';
import { KeySet } from '../paper/key-set.js';
import { findPapers } from '../stores/find-papers.js';
import { foldTopicName, type NamedTopicDocument, type NamedTopicStore, type SavedNamedTopic } from '../stores/named-topic-store.js';
import type { PaperStore } from '../stores/paper-store.js';
import { newestFirst } from '../topics/newest-first.js';
import { topicIdSchema } from '../topics/query.js';
import type { MarkedPaper, NamedTopicPaper, NamedTopicSummary, NamedTopicView } from './answer.js';
import {
  type ChangeNamedTopic,
  type CreateNamedTopic,
  changeNamedSchema,
  createNamedSchema,
  type JudgeNamedTopic,
  judgeNamedSchema,
  type NamedPapersQuery,
  namedPapersSchema,
} from './query.js';
import { NamedResults, type ResultsParts } from './results.js';

export interface NamedTopicsParts extends ResultsParts {
  store: ResultsParts['store'] & Pick<PaperStore, 'find'>;
  namedTopics: NamedTopicStore;
}

/**
 * Topics that somebody has named, like folders that fill themselves: each has the papers that the name means, may share them with others, and
 * learns from what is said of them.
 *
 *     await engine.namedTopics.create({ name: 'KV cache', examples: ['2403.09054'] });
 *     await engine.namedTopics.judge({ topic: 'KV cache', no: ['2405.16444'] });
 *     const { papers } = await engine.namedTopics.papers({ topic: 'KV cache' }); // the surest first
 */
export class NamedTopics {
  readonly #parts: NamedTopicsParts;
  readonly #results: NamedResults;

  constructor(parts: NamedTopicsParts) {
    this.#parts = parts;
    this.#results = new NamedResults(parts);
  }

  /**
   * Makes a topic of a name, with a description and some example papers if there are any.
   * @throws TOPIC_EXISTS, INVALID_INPUT, TEXT_EMPTY, INVALID_ID, PAPER_NOT_FOUND, STORE_LOCKED, TOPICS_UNREADABLE
   */
  async create(query: CreateNamedTopic): Promise<NamedTopicView> {
    const { name, description, examples } = parseQuery(createNamedSchema, query);
    const papers = await this.#canonical(examples);
    const now = new Date().toISOString();
    const { topics } = await this.#parts.namedTopics.update(({ topics, nextId, ...document }) => {
      requireFree(topics, name);
      const about = description ? { description } : {};
      const topic = { id: `n${nextId}`, name, ...about, examples: papers, yes: [], no: [], created: now, changed: now };
      return { ...document, nextId: nextId + 1, topics: [...topics, topic] };
    });
    return this.#view(topics.at(-1) as SavedNamedTopic);
  }

  /** All of them, the oldest first, with the papers that each had when they were last looked for: that takes seconds among very many papers. @throws TOPICS_UNREADABLE */
  async list(): Promise<NamedTopicSummary[]> {
    const { topics } = await this.#parts.namedTopics.read();
    const summaries: NamedTopicSummary[] = [];
    for (const topic of topics) {
      const { found, upToDate } = (await this.#results.atHand(topic)) ?? { found: await this.#results.of(topic), upToDate: true };
      summaries.push(summarizeNamedTopic(topic, found.papers.length, upToDate));
    }
    return summaries;
  }

  /** @throws TOPIC_NOT_FOUND, TOPICS_UNREADABLE, INVALID_INPUT */
  async show(id: string): Promise<NamedTopicView> {
    return this.#view(await this.#named(parseQuery(topicIdSchema, id)));
  }

  /** Papers of a topic, each with what makes its score. @throws as show */
  async papers(query: NamedPapersQuery): Promise<{ topic: NamedTopicSummary; papers: NamedTopicPaper[]; total: number }> {
    const { topic: id, k, sort } = parseQuery(namedPapersSchema, query);
    const topic = await this.#named(id);
    const { papers: all } = await this.#results.of(topic);
    const byKey = new Map(all.map((one) => [one.key, one]));
    const wanted = sort === 'score' ? [...byKey.keys()].slice(0, k) : await newestFirst(this.#parts.lexical, [...byKey.keys()], k);
    const papers = (await this.#parts.store.byKeys(wanted)).flatMap((stored) => {
      const found = stored && byKey.get(stored.key);
      return found ? [{ paper: stored.paper, score: found.score, parts: found.parts }] : [];
    });
    return { topic: summarizeNamedTopic(topic, all.length, true), papers, total: all.length };
  }

  /**
   * Takes down which papers belong to a topic and which do not: it has them, or has them not, and learns from them. A paper is judged
   * once; `clear` takes back what was said of it, as an example, too.
   * @throws as show; PAPER_NOT_FOUND, INVALID_ID, STORE_LOCKED
   */
  async judge(query: JudgeNamedTopic): Promise<NamedTopicView> {
    const { topic, yes = [], no = [], clear = [] } = parseQuery(judgeNamedSchema, query);
    const [belong, not] = await Promise.all([this.#canonical(yes), this.#canonical(no)]);
    // What is taken back may have gone.
    const found = await this.#parts.store.find(clear);
    const cleared = clear.map((id, i) => found[i]?.paper.id ?? id);
    const without = (papers: readonly string[], ...others: readonly (readonly string[])[]) => {
      const away = new Set(others.flat());
      return [...new Set(papers)].filter((id) => !away.has(id));
    };
    return this.#change(topic, (saved) => ({
      ...saved,
      examples: without(saved.examples, cleared),
      yes: without([...saved.yes, ...belong], not, cleared),
      no: without([...without(saved.no, belong), ...not], cleared),
    }));
  }

  /** Calls it by another name, or says otherwise what is meant. @throws as create; TOPIC_NOT_FOUND */
  async change(query: ChangeNamedTopic): Promise<NamedTopicView> {
    const { topic, name, description, examples } = parseQuery(changeNamedSchema, query);
    const papers = examples && (await this.#canonical(examples));
    return this.#change(topic, ({ description: before, ...saved }, others) => {
      if (name !== undefined) requireFree(others, name);
      const about = description ?? before;
      return { ...saved, ...(name !== undefined && { name }), ...(about && { description: about }), ...(papers && { examples: papers }) };
    });
  }

  /** Forgets a topic, and what was judged for it. Its id is not given again. @throws TOPIC_NOT_FOUND, STORE_LOCKED, TOPICS_UNREADABLE */
  async remove(id: string): Promise<{ id: string; name: string }> {
    const { id: removed, name } = await this.#named(parseQuery(topicIdSchema, id));
    await this.#parts.namedTopics.update((document) => ({ ...document, topics: document.topics.filter((topic) => topic.id !== removed) }));
    await this.#results.forget(removed);
    return { id: removed, name };
  }

  /** Which one is meant by an id or name; undefined where it is none of these. @throws TOPIC_NOT_FOUND for an id like n1, TOPICS_UNREADABLE */
  async find(asked: string): Promise<{ id: string; name: string } | undefined> {
    const found = findIn(await this.#parts.namedTopics.read(), asked);
    return found && { id: found.id, name: found.name };
  }

  /** Which one is meant by an id or name. @throws TOPIC_NOT_FOUND, TOPICS_UNREADABLE */
  async resolve(asked: string): Promise<{ id: string; name: string }> {
    const { id, name } = await this.#named(asked);
    return { id, name };
  }

  /** Keys of the papers of a topic; undefined where it is none of these. @throws as find */
  async keysOf(asked: string): Promise<KeySet | undefined> {
    const found = findIn(await this.#parts.namedTopics.read(), asked);
    return found && new KeySet((await this.#results.of(found)).papers.map(({ key }) => key));
  }

  /** Looks for the papers of a topic. */
  get job(): AnyJob {
    return this.#results.job;
  }

  close(): Promise<void> {
    return this.#results.close();
  }

  async #named(asked: string): Promise<SavedNamedTopic> {
    const found = findIn(await this.#parts.namedTopics.read(), asked);
    if (!found) throw notFound(asked);
    return found;
  }

  async #change(
    asked: string,
    change: (saved: SavedNamedTopic, others: readonly SavedNamedTopic[]) => SavedNamedTopic,
  ): Promise<NamedTopicView> {
    let changed: SavedNamedTopic | undefined;
    await this.#parts.namedTopics.update((document) => {
      const saved = findIn(document, asked);
      if (!saved) throw notFound(asked);
      const others = document.topics.filter((topic) => topic !== saved);
      const next = { ...change(saved, others), changed: new Date().toISOString() };
      changed = next;
      return { ...document, topics: document.topics.map((topic) => (topic === saved ? next : topic)) };
    });
    return this.#view(changed as SavedNamedTopic);
  }

  async #view(topic: SavedNamedTopic): Promise<NamedTopicView> {
    const { threshold, literal, papers } = await this.#results.of(topic);
    const [examples, yes, no] = await Promise.all([topic.examples, topic.yes, topic.no].map((ids) => this.#marked(ids)));
    return {
      ...summarizeNamedTopic(topic, papers.length, true),
      examples: examples ?? [],
      yes: yes ?? [],
      no: no ?? [],
      threshold,
      literal,
    };
  }

  async #marked(ids: readonly string[]): Promise<MarkedPaper[]> {
    const found = await this.#parts.store.find(ids);
    return ids.map((id, i) => ({ id, ...(found[i] && { title: found[i].paper.title }) }));
  }

  /** @throws PAPER_NOT_FOUND */
  async #canonical(ids: readonly string[]): Promise<string[]> {
    const found = await findPapers(this.#parts.store, ids);
    return [...new Set(found.map(({ paper }) => paper.id))];
  }
}

/** @throws TOPIC_NOT_FOUND for an id that none has */
function findIn({ topics }: NamedTopicDocument, asked: string): SavedNamedTopic | undefined {
  const folded = foldTopicName(asked);
  const found = topics.find(({ id }) => id === folded) ?? topics.find(({ name }) => foldTopicName(name) === folded);
  if (!found && /^n[1-9]\d*$/.test(folded)) throw notFound(asked);
  return found;
}

function requireFree(topics: readonly SavedNamedTopic[], name: string): void {
  const other = topics.find((topic) => foldTopicName(topic.name) === foldTopicName(name));
  if (other) throw new PaperkinError('TOPIC_EXISTS', `There is a topic "${other.name}" already: ${other.id}.`, { value: name });
}

function notFound(asked: string): PaperkinError {
  return new PaperkinError('TOPIC_NOT_FOUND', `There is no named topic "${asked}".`, {
    value: asked,
    remedy: 'Take an id or a name that "paperkin topics named" lists.',
  });
}

function summarizeNamedTopic(
  { id, name, description, created, changed }: SavedNamedTopic,
  papers: number,
  upToDate: boolean,
): NamedTopicSummary {
  return { id, name, ...(description !== undefined && { description }), papers, upToDate, created, changed };
}
