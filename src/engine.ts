import type { ModelCatalogue, ModelChoice, ModelChoiceStore } from './embedding/model-choice.js';
import { Evaluator } from './evaluate/evaluator.js';
import type { Library } from './formats/library.js';
import { embedJob, type ImportOptions, type ImportSummary, Intake, type IntakeParts, type LongWork } from './importing/importer.js';
import { listMerges, type MergesPage } from './importing/list-merges.js';
import type { ImportProgress } from './importing/progress.js';
import { type MergesQuery, mergeNumberSchema, mergesSchema } from './importing/query.js';
import { type ChangeJob, changeModel, rollBackModel } from './indexing/change-model.js';
import type { MeaningViews } from './indexing/dense-views.js';
import type { EmbedResult } from './indexing/embed-papers.js';
import type { WordsView } from './indexing/lexical-view.js';
import { type ListModelsOptions, listModels, type ModelInfo } from './indexing/list-models.js';
import { type Recovering, recoveringIndexes } from './indexing/recovering.js';
import { removeModel } from './indexing/remove-model.js';
import { parseQuery } from './input/parse-query.js';
import { MapUpdater } from './map/map-updater.js';
import { PaperMaps } from './map/paper-maps.js';
import type { NamedPapersStore } from './named-topics/kept-papers.js';
import { NamedTopics } from './named-topics/named-topics.js';
import { paperIdSchema, paperIdsSchema } from './paper/id-schema.js';
import type { Paper } from './paper/paper.js';
import { Readers } from './readers/readers.js';
import { Recommender } from './recommend/recommender.js';
import type { Learner } from './recommend/taste.js';
import type { Answer } from './search/answer.js';
import type { Curve, Verb } from './search/calibration.js';
import { Calibrators, type CalibratorsParts } from './search/calibrators.js';
import type { Views } from './search/candidates.js';
import { listPapers, type PaperPage } from './search/list-papers.js';
import { practise } from './search/practise.js';
import { type ListQuery, listSchema, type Mode, type SearchQuery, type SimilarQuery, searchSchema, similarSchema } from './search/query.js';
import { search } from './search/search.js';
import type { KeysOfTopic } from './search/select-papers.js';
import { similar } from './search/similar.js';
import { findPapers } from './stores/find-papers.js';
import type { MapStore } from './stores/map-store.js';
import type { NamedTopicStore } from './stores/named-topic-store.js';
import type { PaperStore } from './stores/paper-store.js';
import type { ProfileStore } from './stores/profile-store.js';
import type { TopicStore } from './stores/topic-store.js';
import { eitherSignal } from './threads/until-aborted.js';
import { TopicKeeper } from './topics/keeper.js';
import { Topics } from './topics/topics.js';
import type { TermTrendsStore } from './trends/kept-terms.js';
import { Trends } from './trends/trends.js';

export type { EmbedResult, ImportOptions, ImportProgress, ImportSummary, LongWork, ModelChoice, ModelInfo };

export interface Status {
  home: string;
  papers: number;
  /** Papers with a vector of the model in use. */
  embedded: number;
  /** The model in use; `indexed` of its `dimensions` are compared. */
  model: { name: string; id: string; dimensions: number; indexed: number; maxTokens: number };
}
export interface EngineParts extends CalibratorsParts, IntakeParts {
  home: string;
  store: PaperStore;
  profiles: ProfileStore;
  topics: TopicStore;
  namedTopics: NamedTopicStore;
  namedPapers: NamedPapersStore;
  /** Beside `learner`: each keeps the background of its own. */
  namedLearner: Learner;
  termTrends: TermTrendsStore;
  maps: MapStore;
  learner: Learner;
  views: MeaningViews;
  words: WordsView;
  choices: ModelChoiceStore;
  catalogue: ModelCatalogue;
  removeIndexes(id: string): Promise<void>;
  /** Reads a library of references: BibTeX or RIS. */
  readLibrary(path: string): Promise<Library>;
}

/** The verbs, in the order a reader meets them. Made by `openEngine`; close it when done. */
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
  readonly topicKeeper: TopicKeeper;
  /** What rises and falls among them. */
  readonly trends: Trends;
  /** All of them on a map, and its update in the background. */
  readonly map: PaperMaps;
  readonly mapUpdater: MapUpdater;
  /** How good the answers and picks are. */
  readonly evaluator: Evaluator;
  readonly #parts: EngineParts & { keysOfTopic: KeysOfTopic };
  /** Aborted by {@link close}: whatever takes long ends with the engine. */
  readonly #stopping = new AbortController();
  readonly #calibrators: Calibrators;
  readonly #intake: Intake;

  constructor(given: EngineParts) {
    // What a person has named goes before what was found.
    const keysOfTopic = async (topic: string) => (await this.namedTopics.keysOf(topic)) ?? this.topics.keysOf(topic);
    const parts = { ...given, keysOfTopic, stopping: this.#stopping.signal };
    this.#parts = parts;
    this.#calibrators = new Calibrators(parts);
    this.#intake = new Intake(parts, this.#calibrators);
    this.recommender = new Recommender(parts);
    this.readers = new Readers({ ...parts, interests: (name) => this.recommender.interests(name) });
    this.topics = new Topics({ ...parts, readers: this.readers });
    this.namedTopics = new NamedTopics({ ...parts, readers: this.readers });
    this.topicKeeper = new TopicKeeper(this.topics);
    this.trends = new Trends(parts);
    this.map = new PaperMaps(parts);
    this.mapUpdater = new MapUpdater(this.map);
    this.evaluator = new Evaluator({ ...parts, search: (query) => this.search(query), similar: (query) => this.similar(query) });
  }

  /**
   * Takes papers in from a file (or `-`, standard input), gives each its vector, and brings the index up to date.
   * A record of a work that is here already is merged with it; importing a file again changes nothing.
   * @throws FILE_UNREADABLE, FORMAT_UNKNOWN, COMPRESSION_UNSUPPORTED, STORE_LOCKED
   */
  async importPapers(path: string, options: ImportOptions = {}): Promise<ImportSummary> {
    return this.#intake.importPapers(path, this.#work(options));
  }

  /**
   * Gives every paper its vector that has none yet, and brings the index up to date.
   * @throws STORE_LOCKED
   */
  async embedPapers(options: LongWork = {}): Promise<EmbedResult> {
    return this.#intake.embedPapers(this.#work(options));
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
    return this.#intake.removePapers(parseQuery(paperIdsSchema, ids));
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
    return this.#intake.undoMerge(parseQuery(mergeNumberSchema, number), options);
  }

  /** A page of papers, newest first: of all, or of topics. @throws INVALID_INPUT; with topics TOPICS_MISSING, TOPIC_NOT_FOUND */
  async papers(query: ListQuery = {}): Promise<PaperPage> {
    return listPapers(this.#parts, parseQuery(listSchema, query));
  }

  /**
   * Papers like these papers, or like a text; never the papers themselves.
   * @throws INVALID_INPUT, INVALID_ID, TEXT_EMPTY, PAPER_NOT_FOUND; with a profile in the filter PROFILE_NOT_FOUND, PROFILE_UNREADABLE;
   *   with a topic TOPICS_MISSING, TOPICS_UNREADABLE, TOPIC_NOT_FOUND
   */
  async similar(query: SimilarQuery): Promise<Answer> {
    const checked = parseQuery(similarSchema, query);
    return this.#answer('similar', checked, (views, curve) => similar(this.#parts, views, checked, curve));
  }

  /**
   * Papers that answer a question in words.
   * @throws INVALID_INPUT, TEXT_EMPTY; with a profile or a topic in the filter as `similar`
   */
  async search(query: SearchQuery): Promise<Answer> {
    const checked = parseQuery(searchSchema, query);
    return this.#answer('search', checked, (views, curve) => search(this.#parts, views, checked, curve));
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
    const { views, words, home } = this.#parts;
    return views.use(async (meaning) => {
      const { name, id, dimensions, maxTokens } = meaning.model;
      // By the indexes, which know: the database would have to look at every paper.
      const [papers, embedded] = await Promise.all([words.size(), meaning.size()]);
      return { home, papers, embedded, model: { name, id, dimensions, indexed: meaning.dimensions, maxTokens } };
    });
  }

  /** Gets ready to answer fast, and from now on follows what other processes write. For servers. */
  async watch(onError: (error: unknown) => void): Promise<void> {
    const { views, words } = this.#parts;
    words.keeper.watch(onError);
    await Promise.all([views.watch(onError), words.keeper.current()]);
    this.recommender.watch(onError);
    this.topicKeeper.watch(onError);
    this.mapUpdater.mend().catch(onError);
    practise(this, this.#stopping.signal).catch(onError);
  }

  /** Ends what is under way (long work is INTERRUPTED, and can be taken up again) and lets go of the folder, within a second. */
  async close(): Promise<void> {
    const { store, profiles, topics, namedTopics, views, words } = this.#parts;
    this.#stopping.abort();
    this.#calibrators.close();
    const background = [this.topicKeeper.close(), this.namedTopics.close(), this.trends.close(), this.mapUpdater.close()];
    await Promise.all([this.recommender.close(), ...background]);
    await Promise.all([views.close(), words.close(), profiles.close(), topics.close(), namedTopics.close()]);
    await store.close();
  }

  #work<Options extends LongWork>(options: Options): Options & { signal: AbortSignal } {
    return { ...options, signal: eitherSignal(this.#stopping.signal, options.signal) };
  }

  #answer(
    verb: Verb,
    { mode, minScore }: { mode: Mode; minScore?: number | undefined },
    answer: (views: Views, curve: Curve | undefined) => Promise<Answer>,
  ): Promise<Answer> {
    return this.#parts.views.use(async (meaning) => {
      const views = { meaning, words: this.#parts.words };
      return answer(views, await this.#calibrators.of(meaning).curve(views, verb, mode, minScore !== undefined));
    });
  }
}

function changeJob(options: LongWork): ChangeJob {
  return { ...embedJob(options), onIndexing: () => options.onProgress?.({ phase: 'indexing' }) };
}
