import type { DenseViews } from '../indexing/dense-views.js';
import type { LexicalView } from '../indexing/lexical-view.js';
import { parseQuery } from '../input/parse-query.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Answer } from './answer.js';
import type { CalibrationCurve, Verb } from './calibration.js';
import type { Calibrators } from './calibrators.js';
import type { Views } from './candidates.js';
import { listPapers, type PaperPage } from './list-papers.js';
import { type ListQuery, listSchema, type Mode, type SearchQuery, type SimilarQuery, searchSchema, similarSchema } from './query.js';
import { search } from './search.js';
import type { FilterSources } from './select-papers.js';
import { similar } from './similar.js';

export interface PaperSearchParts extends Omit<FilterSources, 'store'> {
  store: PaperStore;
  views: Pick<DenseViews, 'use'>;
  lexical: LexicalView;
  calibrators: Calibrators;
}

/** Papers by a question, by papers or a text that they are like, and page by page. */
export class PaperSearch {
  readonly #parts: PaperSearchParts;

  constructor(parts: PaperSearchParts) {
    this.#parts = parts;
  }

  /** See `Engine.papers`. */
  async list(query: ListQuery): Promise<PaperPage> {
    return listPapers(this.#parts, parseQuery(listSchema, query));
  }

  /** See `Engine.similar`. */
  async similar(query: SimilarQuery): Promise<Answer> {
    const checked = parseQuery(similarSchema, query);
    return this.#answer('similar', checked, (views, curve) => similar(this.#parts, views, checked, curve));
  }

  /** See `Engine.search`. */
  async search(query: SearchQuery): Promise<Answer> {
    const checked = parseQuery(searchSchema, query);
    return this.#answer('search', checked, (views, curve) => search(this.#parts, views, checked, curve));
  }

  #answer(
    verb: Verb,
    { mode, minScore }: { mode: Mode; minScore?: number | undefined },
    answer: (views: Views, curve: CalibrationCurve | undefined) => Promise<Answer>,
  ): Promise<Answer> {
    return this.#parts.views.use(async (dense) => {
      const views = { dense, lexical: this.#parts.lexical };
      return answer(views, await this.#parts.calibrators.of(dense).curve(views, verb, mode, minScore !== undefined));
    });
  }
}
