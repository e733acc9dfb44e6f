import type { Evaluator } from './evaluate/evaluator.js';
import { embedJob, type ImportOptions, type ImportSummary, type LongWork } from './importing/importer.js';
import { listMerges, type MergesPage } from './importing/list-merges.js';
import type { ImportProgress } from './importing/progress.js';
import { type MergesQuery, mergeNumberSchema, mergesSchema } from './importing/query.js';
import { type ChangeJob, changeModel, rollBackModel } from './indexing/change-model.js';
import type { EmbedResult } from './indexing/embed-papers.js';
import { type ListModelsOptions, listModels, type ModelInfo } from './indexing/list-models.js';
import { type Recovering, recoveringIndexes } from './indexing/recovering.js';
import { removeModel } from './indexing/remove-model.js';
import { parseQuery } from './input/parse-query.js';
import { type JobStatus, statusOf } from './jobs/job.js';
import type { MapJob } from './map/map-job.js';
import type { PaperMaps } from './map/paper-maps.js';
import type { NamedTopics } from './named-topics/named-topics.js';
import { paperIdSchema, paperIdsSchema } from './paper/id-schema.js';
import type { Paper } from './paper/paper.js';
import type { Readers } from './readers/readers.js';
import type { Recommender } from './recommend/recommender.js';
import type { Answer } from './search/answer.js';
import type { PaperPage } from './search/list-papers.js';
import type { ListQuery, SearchQuery, SimilarQuery } from './search/query.js';
import { warmUp } from './search/warm-up.js';
import type { PaperSource } from './sources/paper-source.js';
import { findPapers } from './stores/find-papers.js';
import type { ModelChoice } from './stores/model-choice-store.js';
import { eitherSignal } from './threads/until-aborted.js';
import type { Topics } from './topics/topics.js';
import type { TopicsJob } from './topics/topics-job.js';
import type { Trends } from './trends/trends.js';
import type { EngineParts, Services } from './verbs/services.js';

export type { EmbedResult, ImportOptions, ImportProgress, ImportSummary, LongWork, ModelChoice, ModelInfo };

export interface Status {
  home: string;
  papers: number;
  /** Papers with a vector of the model in use. */
  embedded: number;
  /** The model in use; `indexed` of its `dimensions` are compared. */
  model: { name: string; id: string; dimensions: number; indexed: number; maxTokens: number };
  /** Work in the background of this process. */
  jobs: JobStatus[];
}
/**
 * A folder of papers and all that can be asked of it, in the order a reader meets it. Like the handle of a database: open, ask, close.
 *
 *     const engine = await openEngine({ home: './papers' });
 *     await engine.importPapers('papers.jsonl');
 *     const { results } = await engine.similar({ ids: ['2403.09054'], k: 5 }); // results[0].paper.title
 *     await engine.close();
 */
export class Engine {
  /** People and their profiles. */
  readonly readers: Readers;
  /** What each of them should read next. */
  readonly recommender: Recommender;
  /** What the papers here are made of. */
  readonly topics: Topics;
  /** What somebody wants to have together, by its name. */
  readonly namedTopics: NamedTopics;
  /** Brings them up to date in the background. */
  readonly topicsJob: TopicsJob;
  /** What rises and falls among them. */
  readonly trends: Trends;
  /** All of them on a map, and its update in the background. */
  readonly map: PaperMaps;
  readonly mapJob: MapJob;
  /** How good the answers and picks are. */
  readonly evaluator: Evaluator;
  readonly #parts: EngineParts;
  readonly #services: Services;
  /** Aborted by {@link close}: whatever takes long ends with the engine. */
  readonly #stopping: AbortController;

  constructor(parts: EngineParts, services: Services, stopping: AbortController) {
    this.#parts = parts;
    this.#services = services;
    this.#stopping = stopping;
    this.recommender = services.recommender;
    this.readers = services.readers;
    this.topics = services.topics;
    this.namedTopics = services.namedTopics;
    this.topicsJob = services.background.topics;
    this.trends = services.trends;
    this.map = services.map;
    this.mapJob = services.background.map;
    this.evaluator = services.evaluator;
  }

  /**
   * Takes papers in from a file (or `-`, standard input), gives each its vector, and brings the index up to date.
   * A record of a work that is here already is merged with it; importing a file again changes nothing.
   * @throws FILE_UNREADABLE, FORMAT_UNKNOWN, COMPRESSION_UNSUPPORTED, INVALID_INPUT (a format that there is not), STORE_LOCKED
   */
  async importPapers(path: string, options: ImportOptions = {}): Promise<ImportSummary> {
    return this.#services.importer.importPapers(path, this.#work(options));
  }

  /**
   * Takes papers in from any source, as {@link importPapers} does from a file, and closes it. After an interruption it goes on behind the
   * last record that was taken, if the source can.
   * @throws STORE_LOCKED, and what the source throws
   */
  async importFrom(source: PaperSource, options: Omit<ImportOptions, 'format'> = {}): Promise<ImportSummary> {
    return this.#services.importer.importFrom(source, this.#work(options));
  }

  /**
   * Gives every paper its vector that has none yet, and brings the index up to date.
   * @throws STORE_LOCKED
   */
  async embedPapers(options: LongWork = {}): Promise<EmbedResult> {
    return this.#services.importer.embedPapers(this.#work(options));
  }

  /**
   * The paper behind an id, in whatever way the id is written.
   * @throws INVALID_ID, PAPER_NOT_FOUND
   */
  async paper(id: string): Promise<Paper> {
    const [found] = await findPapers(this.#parts.store, [parseQuery(paperIdSchema, id)]);
    return (found as NonNullable<typeof found>).paper;
  }

  /**
   * Forgets papers, by any of their ids: all of them, or none. What readers did with them stays, and a file that has them brings them back.
   * @throws INVALID_ID, PAPER_NOT_FOUND, STORE_LOCKED
   */
  async removePapers(ids: readonly string[]): Promise<{ removed: number }> {
    return this.#services.importer.removePapers(parseQuery(paperIdsSchema, ids));
  }

  /** Records that were taken for a paper that was here, the latest first. @throws INVALID_INPUT */
  async merges(query: MergesQuery = {}): Promise<MergesPage> {
    return listMerges(this.#parts.store, parseQuery(mergesSchema, query));
  }

  /**
   * Takes a merge apart and keeps its papers apart from now on; gives the papers that stand now.
   * @throws INVALID_INPUT, MERGE_NOT_FOUND, MERGE_NOT_LAST, PAPER_NOT_FOUND, STORE_LOCKED
   */
  async undoMerge(number: number, options: LongWork = {}): Promise<{ papers: Paper[] }> {
    return this.#services.importer.undoMerge(parseQuery(mergeNumberSchema, number), options);
  }

  /** A page of papers, newest first: of all, or of topics. @throws INVALID_INPUT; with topics TOPICS_MISSING, TOPIC_NOT_FOUND */
  async papers(query: ListQuery = {}): Promise<PaperPage> {
    return this.#services.paperSearch.list(query);
  }

  /**
   * Papers like these papers, or like a text; never the papers themselves.
   * @throws INVALID_INPUT, INVALID_ID, TEXT_EMPTY, PAPER_NOT_FOUND; with a profile in the filter PROFILE_NOT_FOUND, PROFILE_UNREADABLE;
   *   with a topic TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND
   */
  async similar(query: SimilarQuery): Promise<Answer> {
    return this.#services.paperSearch.similar(query);
  }

  /**
   * Papers that answer a question in words.
   * @throws INVALID_INPUT, TEXT_EMPTY; with a profile or a topic in the filter as `similar`
   */
  async search(query: SearchQuery): Promise<Answer> {
    return this.#services.paperSearch.search(query);
  }

  /** The models in use and those on this machine. */
  models(options: ListModelsOptions = {}): Promise<ModelInfo[]> {
    return listModels(this.#parts, options);
  }

  /**
   * Gives every paper its vector by another model, or indexes another number of dimensions, beside
   * the old index, which answers until the new one is complete. Interrupted, it resumes the next time.
   * @throws MODEL_NOT_FOUND, MODEL_UNREADABLE, INVALID_INPUT (too many dimensions), STORE_LOCKED
   */
  async useModel(choice: ModelChoice, options: LongWork = {}): Promise<EmbedResult> {
    const { store, views, choices } = this.#parts;
    return changeModel(store, views, choices, choice, changeJob(this.#work(options)));
  }

  /**
   * Goes back to the model before the last {@link useModel}.
   * @throws INVALID_INPUT when there is none; what useModel throws
   */
  async rollBackModel(options: LongWork = {}): Promise<EmbedResult> {
    const { store, views, choices } = this.#parts;
    return rollBackModel(store, views, choices, changeJob(this.#work(options)));
  }

  /**
   * Forgets the vectors of a model that is not in use, by name or identity.
   * @throws MODEL_IN_USE, MODEL_NOT_FOUND, STORE_LOCKED
   */
  async removeModel(name: string): Promise<{ removed: number }> {
    return removeModel(this.#parts, name);
  }

  /** The folder of the user's data. */
  get home(): string {
    return this.#parts.home;
  }

  /** Indexes whose thread has died, and which are being begun anew. Questions wait for them. */
  async recovering(): Promise<Recovering[]> {
    return recoveringIndexes(this.#parts);
  }

  /** What is here. */
  async status(): Promise<Status> {
    const { views, lexical, home } = this.#parts;
    return views.use(async (dense) => {
      const { name, id, dimensions, maxTokens } = dense.model;
      // By the indexes, which know: the database would have to look at every paper.
      const [papers, embedded] = await Promise.all([lexical.size(), dense.size()]);
      const jobs = this.#services.jobs.map(statusOf);
      return { home, papers, embedded, model: { name, id, dimensions, indexed: dense.dimensions, maxTokens }, jobs };
    });
  }

  /** Gets ready to answer fast, and from now on follows what other processes write. For servers. */
  async watch(onError: (error: unknown) => void): Promise<void> {
    const { views, lexical } = this.#parts;
    lexical.keeper.watch(onError);
    await Promise.all([views.watch(onError), lexical.keeper.current()]);
    for (const job of this.#services.jobs) job.watch(onError);
    warmUp(this, this.#stopping.signal).catch(onError);
  }

  /** Ends what is under way (long work is INTERRUPTED, and can be taken up again) and lets go of the folder, within a second. */
  async close(): Promise<void> {
    const { store, profiles, topics, namedTopics, views, lexical } = this.#parts;
    this.#stopping.abort();
    this.#services.calibrators.close();
    await Promise.all([
      ...this.#services.jobs.map((job) => job.close()),
      this.recommender.close(),
      this.topics.close(),
      this.namedTopics.close(),
      this.trends.close(),
    ]);
    await Promise.all([views.close(), lexical.close(), profiles.close(), topics.close(), namedTopics.close()]);
    await store.close();
  }

  #work<Options extends LongWork>(options: Options): Options & { signal: AbortSignal } {
    return { ...options, signal: eitherSignal(this.#stopping.signal, options.signal) };
  }
}

function changeJob(options: LongWork): ChangeJob {
  return { ...embedJob(options), onIndexing: () => options.onProgress?.({ phase: 'indexing' }) };
}
