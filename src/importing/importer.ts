import { z } from 'zod';
import { PaperkinError, throwIfAborted } from '../errors.js';
import type { Format } from '../formats/registry/formats.js';
import type { DenseViews } from '../indexing/dense-views.js';
import { type EmbedJob, type EmbedResult, embedPapers, embedResultSchema } from '../indexing/embed-papers.js';
import type { LexicalView } from '../indexing/lexical-view.js';
import type { Paper } from '../paper/paper.js';
import type { Calibrators } from '../search/calibrators.js';
import type { PaperSource } from '../sources/paper-source.js';
import type { PaperStore, PaperWriter } from '../stores/paper-store.js';
import type { RejectsStore } from '../stores/rejects-store.js';
import { waitUntilSettled } from '../threads/wait-until-settled.js';
import { importPapers, importResultSchema } from './import-papers.js';
import { makeTerms } from './make-terms.js';
import type { ImportProgress } from './progress.js';

export interface ImportOptions {
  /** What the file is. Default: what its content tells. */
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

export const importSummarySchema = z.strictObject({
  ...importResultSchema.shape,
  ...embedResultSchema.shape,
  /** Of the source: for a file one of the formats. */
  format: z.string(),
});
export type ImportSummary = z.output<typeof importSummarySchema>;

export interface ImporterParts {
  store: PaperStore;
  rejects: RejectsStore;
  views: DenseViews;
  lexical: LexicalView;
  openSource(path: string, options: Pick<ImportOptions, 'format' | 'signal'>): Promise<PaperSource>;
}

/** Takes papers in and makes both of their views, see `Engine.importFrom` and `Engine.embedPapers`. */
export class Importer {
  readonly #parts: ImporterParts;
  readonly #calibrators: Calibrators;

  constructor(parts: ImporterParts, calibrators: Calibrators) {
    this.#parts = parts;
    this.#calibrators = calibrators;
  }

  async importPapers(path: string, options: ImportOptions = {}): Promise<ImportSummary> {
    return this.importFrom(await this.#parts.openSource(path, options), options);
  }

  async importFrom(source: PaperSource, options: Omit<ImportOptions, 'format'> = {}): Promise<ImportSummary> {
    // Whoever waits for the source to say more waits no longer.
    const stop = () => void source.close().catch(() => undefined);
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      throwIfAborted(options.signal);
      return await this.#import(source, options);
    } finally {
      options.signal?.removeEventListener('abort', stop);
      await source.close();
    }
  }

  async #import(source: PaperSource, options: Omit<ImportOptions, 'format'>): Promise<ImportSummary> {
    const { store, rejects } = this.#parts;
    const writer = await store.openWriter(`import ${source.name}`);
    try {
      const imported = await importPapers(store, writer, source, {
        rejects,
        rejectsPath: options.rejects,
        signal: options.signal,
        onProgress: (report) => options.onProgress?.({ phase: 'reading', report, ...source.progress?.() }),
      });
      const embedNow = options.embed !== false && imported.finished;
      const vectors = embedNow ? await this.#embed(writer, options) : { embedded: 0, finished: true };
      // Interrupted, the index catches up at the next start.
      if (options.embed === false && imported.finished) await waitUntilSettled(this.#parts.lexical.keeper.settle(), options.signal);
      return { ...imported, ...vectors, finished: imported.finished && vectors.finished, format: source.format };
    } finally {
      await writer.close();
    }
  }

  async embedPapers(options: LongWork = {}): Promise<EmbedResult> {
    const { store } = this.#parts;
    const writer = await store.openWriter('embed');
    try {
      return await this.#makeViews(writer, options);
    } finally {
      await writer.close();
    }
  }

  /**
   * Forgets papers, see `Engine.removePapers`. Indexes follow by themselves.
   * @param ids canonical
   */
  async removePapers(ids: readonly string[]): Promise<{ removed: number }> {
    const { store } = this.#parts;
    const writer = await store.openWriter('remove');
    try {
      const keys = await store.keysOf(ids);
      const missing = ids.find((_, i) => keys[i] === undefined);
      if (missing !== undefined) throw new PaperkinError('PAPER_NOT_FOUND', `There is no paper ${missing} here.`, { value: missing });
      return { removed: await writer.remove([...new Set(keys)] as number[]) };
    } finally {
      await writer.close();
    }
  }

  /** Takes a merge apart, see `Engine.undoMerge`, and gives what stands now its terms and vectors. */
  async undoMerge(number: number, options: LongWork): Promise<{ papers: Paper[] }> {
    const { store } = this.#parts;
    const writer = await store.openWriter(`undo merge ${number}`);
    try {
      const papers = await writer.undoMerge(number);
      await this.#makeViews(writer, options);
      return { papers: papers.map(({ paper }) => paper) };
    } finally {
      await writer.close();
    }
  }

  /** Both views of every paper that lacks one. */
  async #makeViews(writer: PaperWriter, options: LongWork): Promise<EmbedResult> {
    const onProgress = (done: number) => options.onProgress?.({ phase: 'terms', done });
    await makeTerms(this.#parts.store, writer, 0, { signal: options.signal, onProgress });
    return this.#embed(writer, options);
  }

  async #embed(writer: PaperWriter, options: LongWork): Promise<EmbedResult> {
    const { store, views, lexical } = this.#parts;
    return views.use(async (dense) => {
      const result = await embedPapers(store, writer, dense.embedder, embedJob(options));
      if (!result.finished) return result;
      options.onProgress?.({ phase: 'indexing' });
      const index = async () => {
        await Promise.all([dense.keeper.settle(), lexical.keeper.settle()]);
        await this.#calibrators.of(dense).refresh({ dense, lexical });
      };
      return { ...result, finished: await waitUntilSettled(index(), options.signal) };
    });
  }
}

export function embedJob({ signal, onProgress }: LongWork): EmbedJob {
  return { signal, onProgress: (progress) => onProgress?.({ phase: 'embedding', ...progress }) };
}
