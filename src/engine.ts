import type { Embedder } from './embedding/embedder.js';
import type { IndexKeeper } from './indexing/index-keeper.js';
import type { Format, PaperSource } from './ingest/reader.js';
import { type EmbedJob, type EmbedResult, embedPapers } from './intake/embed-papers.js';
import { type ImportResult, importPapers } from './intake/import-papers.js';
import type { Paper } from './paper/paper.js';
import type { Answer } from './search/answer.js';
import {
  type ListQuery,
  listSchema,
  paperIdSchema,
  parseQuery,
  type SearchQuery,
  type SimilarQuery,
  searchSchema,
  similarSchema,
} from './search/query.js';
import { search } from './search/search.js';
import { findAll, similar } from './search/similar.js';
import type { ImportReport, PaperStore } from './stores/paper-store.js';

export interface ImportProgress {
  phase: 'reading' | 'embedding' | 'indexing';
  /** While reading. */
  report?: ImportReport;
  bytes?: number;
  totalBytes?: number | undefined;
  /** While embedding: papers done, of the papers that lacked a vector. */
  done?: number;
  total?: number;
}

export interface ImportOptions {
  format?: Format | undefined;
  /** Leaves the vectors to a later `embed`. Default true. */
  embed?: boolean | undefined;
  /** Where to write what cannot be taken; by default beside the data, named after the source. */
  rejects?: string | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
}

export interface ImportSummary extends ImportResult, EmbedResult {
  format: Format;
}

export interface Status {
  home: string;
  papers: number;
  /** Papers with a vector of the model in use. */
  embedded: number;
  model: { name: string; id: string; dimensions: number; maxTokens: number };
}

export interface EngineParts {
  home: string;
  store: PaperStore;
  embedder: Embedder;
  keeper: IndexKeeper;
  openSource(path: string, options: Pick<ImportOptions, 'format' | 'rejects' | 'signal'>): Promise<PaperSource>;
}

/** The verbs, in the order a reader meets them. Made by `openEngine`; close it when done. */
export class Engine {
  readonly #parts: EngineParts;

  constructor(parts: EngineParts) {
    this.#parts = parts;
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
      const vectors = embedNow
        ? await embedPapers(store, writer, this.#parts.embedder, embedJob(options))
        : { embedded: 0, finished: true };
      const finished = imported.finished && vectors.finished;
      if (embedNow && finished) await this.#index(options);
      return { ...imported, ...vectors, finished, format: source.format };
    } finally {
      await writer.close();
    }
  }

  /**
   * Gives every paper its vector that has none yet, and brings the index up to date.
   * @throws STORE_LOCKED
   */
  async embedPapers(options: Pick<ImportOptions, 'signal' | 'onProgress'> = {}): Promise<EmbedResult> {
    const { store, embedder } = this.#parts;
    const writer = await store.openWriter('embed');
    try {
      const result = await embedPapers(store, writer, embedder, embedJob(options));
      if (result.finished) await this.#index(options);
      return result;
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
   * @throws INVALID_INPUT, INVALID_ID, TEXT_EMPTY, PAPER_NOT_FOUND
   */
  async similar(query: SimilarQuery): Promise<Answer> {
    const { store, keeper, embedder } = this.#parts;
    return similar(store, await keeper.current(), embedder, parseQuery(similarSchema, query));
  }

  /**
   * Papers that answer a question in words.
   * @throws INVALID_INPUT, TEXT_EMPTY
   */
  async search(query: SearchQuery): Promise<Answer> {
    const { store, keeper, embedder } = this.#parts;
    const checked = parseQuery(searchSchema, query);
    return search(store, await keeper.current(), embedder, checked);
  }

  /** What is here. */
  async status(): Promise<Status> {
    const { store, embedder, home } = this.#parts;
    const { name, id, dimensions, maxTokens } = embedder.model;
    return { home, ...(await store.counts(id)), model: { name, id, dimensions, maxTokens } };
  }

  /** Gets ready to answer fast, and from now on follows what other processes write. For servers. */
  async watch(onError: (error: unknown) => void): Promise<void> {
    const { keeper, embedder } = this.#parts;
    // The first question loads the model; this one is nobody's, and nobody waits for it.
    embedder.embed(['warm-up']).catch(onError);
    await keeper.current();
    keeper.watch(onError);
  }

  async close(): Promise<void> {
    const { store, embedder, keeper } = this.#parts;
    await keeper.close();
    await embedder.close();
    await store.close();
  }

  async #index(options: Pick<ImportOptions, 'onProgress'>): Promise<void> {
    options.onProgress?.({ phase: 'indexing' });
    await this.#parts.keeper.settle();
  }
}

function embedJob({ signal, onProgress }: Pick<ImportOptions, 'signal' | 'onProgress'>): EmbedJob {
  return { signal, onProgress: (progress) => onProgress?.({ phase: 'embedding', ...progress }) };
}
