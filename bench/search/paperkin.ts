/**
 * Contestant: Paperkin through its engine. `paperkin.js CORPUS-FOLDER VIEW`, where VIEW is a mode of
 * the engine, or `rrf`: reciprocal rank fusion of meaning and words, the usual way to blend two
 * rankings (Cormack, Clarke and Büttcher, 2009), which our own blend has to beat.
 */
import { openEngine } from '../../src/open.js';
import type { Answer } from '../../src/search/answer.js';
import type { Mode } from '../../src/search/query.js';
import { type Contestant, serve } from './contestant.js';
import { filesOf } from './papers.js';

/** The constant of the paper: how little the first ranks stand out. */
const RRF_K = 60;
/** As many of each ranking are fused. */
const RRF_DEPTH = 100;

await serve(async (folder, view): Promise<Contestant> => {
  const engine = await openEngine({ home: filesOf(folder).home });
  await engine.watch((error) => console.error(error));
  const search = async (query: string, k: number, mode: Mode) => idsOf(await engine.search({ query, k, mode }));
  const similar = async (id: string, k: number, mode: Mode) => idsOf(await engine.similar({ ids: [id], k, mode }));
  const fused = (ask: typeof search) => async (what: string, k: number) => {
    const rankings = await Promise.all([ask(what, RRF_DEPTH, 'dense'), ask(what, RRF_DEPTH, 'lexical')]);
    return fuse(rankings).slice(0, k);
  };
  const close = () => engine.close();
  if (view === 'rrf') return { search: fused(search), similar: fused(similar), close };
  const mode: Mode = view === 'dense' || view === 'lexical' ? view : 'hybrid';
  return { search: (question, k) => search(question, k, mode), similar: (id, k) => similar(id, k, mode), close };
});

function idsOf({ results }: Answer): string[] {
  return results.map(({ paper }) => paper.id);
}

function fuse(rankings: readonly string[][]): string[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings) {
    for (const [i, id] of ranking.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (RRF_K + i + 1));
  }
  return [...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([id]) => id);
}
