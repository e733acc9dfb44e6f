import type { ImportSummary, LongWork } from './importing/importer.js';
import type { ImportProgress } from './importing/progress.js';
import type { EmbedResult } from './indexing/embed-papers.js';
import type { ModelInfo } from './indexing/list-models.js';
import { warmUp } from './search/warm-up.js';
import type { ModelChoice } from './stores/model-choice-store.js';
import type { EngineParts, Services } from './verbs/services.js';
import type { Status } from './verbs/status.js';
import { VERBS } from './verbs/table.js';
import { type Methods, methodsOf } from './verbs/verb.js';

export type { EmbedResult, ImportProgress, ImportSummary, LongWork, ModelChoice, ModelInfo, Status };

/**
 * A folder of papers and all that can be asked of it: one method a verb, each with one object as its question. Like the handle of a
 * database: open, ask, close.
 *
 *     const engine = await openEngine({ home: './papers' });
 *     await engine.importPapers({ path: 'papers.jsonl' });
 *     const { results } = await engine.similar({ ids: ['2403.09054'], k: 5 }); // results[0].paper.title
 *     await engine.close();
 */
export type Engine = EngineHandle & Methods<typeof VERBS>;

/** What an engine is beside its verbs: something to keep ready and to let go of. */
class EngineHandle {
  readonly #parts: EngineParts;
  readonly #services: Services;
  /** Aborted by {@link close}: whatever takes long ends with the engine. */
  readonly #stopping: AbortController;

  constructor(parts: EngineParts, services: Services, stopping: AbortController) {
    this.#parts = parts;
    this.#services = services;
    this.#stopping = stopping;
  }

  /** The folder of the user's data. */
  get home(): string {
    return this.#parts.home;
  }

  /** Gets ready to answer fast, and from now on follows what other processes write. For servers. */
  async watch(onError: (error: unknown) => void): Promise<void> {
    const { views, lexical } = this.#parts;
    lexical.keeper.watch(onError);
    await Promise.all([views.watch(onError), lexical.keeper.current()]);
    for (const job of this.#services.jobs) job.watch(onError);
    warmUp(this.#services.paperSearch, this.#stopping.signal).catch(onError);
  }

  /** Ends what is under way (long work is INTERRUPTED, and can be taken up again) and lets go of the folder, within a second. */
  async close(): Promise<void> {
    const { store, profiles, topics, namedTopics, views, lexical } = this.#parts;
    const { calibrators, jobs, recommender, topics: found, namedTopics: named, trends } = this.#services;
    this.#stopping.abort();
    calibrators.close();
    await Promise.all([...jobs.map((job) => job.close()), recommender.close(), found.close(), named.close(), trends.close()]);
    await Promise.all([views.close(), lexical.close(), profiles.close(), topics.close(), namedTopics.close()]);
    await store.close();
  }
}

/** Joins an engine and the table of verbs. @param stopping Aborted when it is closed. */
export function buildEngine(parts: EngineParts, services: Services, stopping: AbortController): Engine {
  const methods = methodsOf(VERBS, { parts, services, stopping: stopping.signal });
  return Object.assign(new EngineHandle(parts, services, stopping), methods);
}
