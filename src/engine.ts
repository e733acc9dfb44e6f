import type { ModelCatalogue, ModelChoice, ModelChoiceStore } from './embedding/model-choice.js';
import { PaperkinError } from './errors.js';
import { Evaluator } from './evaluate/evaluator.js';
import { type ChangeJob, changeModel, rollBackModel } from './indexing/change-model.js';
import { type ListModelsOptions, listModels, type ModelInfo } from './indexing/list-models.js';
import type { MeaningView } from './indexing/meaning-view.js';
import type { MeaningViews } from './indexing/meaning-views.js';
import { removeModel } from './indexing/remove-model.js';
import { type WordsView, wordsIdentity } from './indexing/words-view.js';
import type { Library } from './ingest/library.js';
import type { Format, PaperSource } from './ingest/reader.js';
import { type EmbedJob, type EmbedResult, embedPapers } from './intake/embed-papers.js';
import { type ImportResult, importPapers } from './intake/import-papers.js';
import { makeTerms } from './intake/make-terms.js';
import type { ImportProgress } from './intake/progress.js';
import { paperIdSchema } from './paper/id-schema.js';
import type { Paper } from './paper/paper.js';
import { Readers } from './readers/readers.js';
import { Recommender } from './recommend/recommender.js';
import type { Learner } from './recommend/taste.js';
import type { Answer } from './search/answer.js';
import { BLEND_VERSION } from './search/blend.js';
import type { Curve, Verb } from './search/calibration.js';
import { type CalibrationStore, Calibrator } from './search/calibrator.js';
import type { Views } from './search/candidates.js';
import {
  type ListQuery,
  listSchema,
  type Mode,
  parseQuery,
  type SearchQuery,
  type SimilarQuery,
  searchSchema,
  similarSchema,
} from './search/query.js';
import { search } from './search/search.js';
import { findAll, similar } from './search/similar.js';
import type { PaperStore, PaperWriter } from './stores/paper-store.js';
import type { ProfileStore } from './stores/profile-store.js';
import type { TopicStore } from './stores/topic-store.js';
import type { MapStore } from './topics/map/map-store.js';
import { MapUpdater } from './topics/map/map-updater.js';
import { PaperMaps } from './topics/map/paper-maps.js';
import { Topics } from './topics/topics.js';

export type { EmbedResult, ImportProgress, ModelChoice, ModelInfo };

export interface ImportOptions {
  format?: Format | undefined;
  /** Leaves the vectors to a later `embed`. Default true. */
  embed?: boolean | undefined;
  /** Where to write what cannot be taken; by default beside the data, named after the source. */
  rejects?: string | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** What all work of minutes can be told: where to report, and when to stop. */
export type LongWork = Pick<ImportOptions, 'signal' | 'onProgress'>;

export interface ImportSummary extends ImportResult, EmbedResult {
  format: Format;
}

export interface Status {
  home: string;
  papers: number;
  /** Papers with a vector of the model in use. */
  embedded: number;
  /** The model in use; `indexed` of its `dimensions` are compared. */
  model: { name: string; id: string; dimensions: number; indexed: number; maxTokens: number };
}

export interface EngineParts {
  home: string;
  store: PaperStore;
  profiles: ProfileStore;
  topics: TopicStore;
  maps: MapStore;
  learner: Learner;
  views: MeaningViews;
  words: WordsView;
  choices: ModelChoiceStore;
  catalogue: ModelCatalogue;
  /** Where the calibration of the index of a model lies. */
  calibrationOf(id: string, dimensions: number): CalibrationStore;
  removeIndexes(id: string): Promise<void>;
  /** Reads a library of references: BibTeX or RIS. */
  readLibrary(path: string): Promise<Library>;
  openSource(path: string, options: Pick<ImportOptions, 'format' | 'rejects' | 'signal'>): Promise<PaperSource>;
}

/** Answers that a server gives nobody, to be fast from the first one on. */
const PRACTICE = 100;

/** The verbs, in the order a reader meets them. Made by `openEngine`; close it when done. */
export class Engine {
  /** People and their profiles. */
  readonly readers: Readers;
  /** What each of them should read next. */
  readonly recommender: Recommender;
  /** What the papers here are made of. */
  readonly topics: Topics;
  /** All of them on a map, and its update in the background. */
  readonly map: PaperMaps;
  readonly mapUpdater: MapUpdater;
  /** How good the answers and picks are. */
  readonly evaluator: Evaluator;
  readonly #parts: EngineParts;
  readonly #calibrators = new Map<string, Calibrator>();
  #closed = false;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.recommender = new Recommender(parts);
    this.readers = new Readers({ ...parts, interests: (name) => this.recommender.interests(name) });
    this.topics = new Topics(parts);
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
    const { store } = this.#parts;
    const source = await this.#parts.openSource(path, options);
    const writer = await store.openWriter(`import ${source.name}`);
    try {
      const imported = await importPapers(store, writer, {
        ...source,
        signal: options.signal,
        onProgress: (report) => options.onProgress?.({ phase: 'reading', report, ...source.progress() }),
      });
      const embedNow = options.embed !== false && imported.finished;
      const vectors = embedNow ? await this.#embed(writer, options) : { embedded: 0, finished: true };
      if (!embedNow) await this.#parts.words.keeper.settle();
      return { ...imported, ...vectors, finished: imported.finished && vectors.finished, format: source.format };
    } finally {
      await writer.close();
    }
  }

  /**
   * Gives every paper its vector that has none yet, and brings the index up to date.
   * @throws STORE_LOCKED
   */
  async embedPapers(options: LongWork = {}): Promise<EmbedResult> {
    const { store } = this.#parts;
    const writer = await store.openWriter('embed');
    try {
      const onProgress = (done: number) => options.onProgress?.({ phase: 'words', done });
      await makeTerms(store, writer, 0, { signal: options.signal, onProgress });
      return await this.#embed(writer, options);
    } finally {
      await writer.close();
    }
  }

  /**
   * The paper behind an id, in whatever way the id is written.
   * @throws INVALID_ID, PAPER_NOT_FOUND
   */
  async paper(id: string): Promise<Paper> {
    const [found] = await findAll(this.#parts.store, [parseQuery(paperIdSchema, id)]);
    return (found as NonNullable<typeof found>).paper;
  }

  /** A page of papers, newest first. */
  async papers(query: ListQuery = {}): Promise<{ papers: Paper[]; next: string | undefined }> {
    const { limit, cursor } = parseQuery(listSchema, query);
    const { papers, next } = await this.#parts.store.list({ limit, after: cursor });
    return { papers: papers.map(({ paper }) => paper), next };
  }

  /**
   * Papers like these papers, or like a text; never the papers themselves.
   * @throws INVALID_INPUT, INVALID_ID, TEXT_EMPTY, PAPER_NOT_FOUND; with a profile in the filter PROFILE_NOT_FOUND, PROFILE_UNREADABLE
   */
  async similar(query: SimilarQuery): Promise<Answer> {
    const checked = parseQuery(similarSchema, query);
    return this.#answer('similar', checked, (views, curve) => similar(this.#parts, views, checked, curve));
  }

  /**
   * Papers that answer a question in words.
   * @throws INVALID_INPUT, TEXT_EMPTY; with a profile in the filter PROFILE_NOT_FOUND, PROFILE_UNREADABLE
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
    return changeModel(store, views, choices, choice, changeJob(options));
  }

  /**
   * Goes back to the model before the last {@link useModel}.
   * @throws INVALID_INPUT when there is none; what useModel throws
   */
  async rollBackModel(options: LongWork = {}): Promise<EmbedResult> {
    const { store, views, choices } = this.#parts;
    return rollBackModel(store, views, choices, changeJob(options));
  }

  /**
   * Forgets the vectors of a model that is not in use, by name or identity.
   * @throws MODEL_IN_USE, MODEL_NOT_FOUND, STORE_LOCKED
   */
  async removeModel(name: string): Promise<{ removed: number }> {
    return removeModel(this.#parts, name);
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
    // Compilers are lazy: the first hundred answers take twice as long as those after. Nobody waits for these.
    this.#practise().catch(onError);
  }

  async close(): Promise<void> {
    const { store, profiles, topics, views, words } = this.#parts;
    this.#closed = true;
    for (const calibrator of this.#calibrators.values()) calibrator.close();
    await Promise.all([this.recommender.close(), this.mapUpdater.close()]);
    await Promise.all([views.close(), words.close(), profiles.close(), topics.close()]);
    await store.close();
  }

  async #practise(): Promise<void> {
    for (const { id } of (await this.papers({ limit: PRACTICE })).papers) {
      if (this.#closed) return;
      await this.similar({ ids: [id] }).catch((error: unknown) => {
        // A paper may go meanwhile, and so may we.
        if (!this.#closed && !(error instanceof PaperkinError && error.code === 'PAPER_NOT_FOUND')) throw error;
      });
    }
  }

  #answer(
    verb: Verb,
    { mode, minScore }: { mode: Mode; minScore?: number | undefined },
    answer: (views: Views, curve: Curve | undefined) => Promise<Answer>,
  ): Promise<Answer> {
    return this.#parts.views.use(async (meaning) => {
      const views = { meaning, words: this.#parts.words };
      return answer(views, await this.#calibrator(meaning).curve(views, verb, mode, minScore !== undefined));
    });
  }

  #calibrator({ model, dimensions }: MeaningView): Calibrator {
    const identity = `${model.id}/${dimensions} ${wordsIdentity()} blend/${BLEND_VERSION}`;
    const known = this.#calibrators.get(identity);
    if (known) return known;
    const { store, calibrationOf } = this.#parts;
    const made = new Calibrator({ store, identity, file: calibrationOf(model.id, dimensions) });
    this.#calibrators.set(identity, made);
    return made;
  }

  async #embed(writer: PaperWriter, options: LongWork): Promise<EmbedResult> {
    const { store, views, words } = this.#parts;
    return views.use(async (meaning) => {
      const result = await embedPapers(store, writer, meaning.embedder, embedJob(options));
      if (!result.finished) return result;
      options.onProgress?.({ phase: 'indexing' });
      await Promise.all([meaning.keeper.settle(), words.keeper.settle()]);
      await this.#calibrator(meaning).refresh({ meaning, words });
      return result;
    });
  }
}

function embedJob({ signal, onProgress }: LongWork): EmbedJob {
  return { signal, onProgress: (progress) => onProgress?.({ phase: 'embedding', ...progress }) };
}

function changeJob(options: LongWork): ChangeJob {
  return { ...embedJob(options), onIndexing: () => options.onProgress?.({ phase: 'indexing' }) };
}
