import { UNDATED } from '../lexical/lexical-index.js';
import type { Paper } from '../paper/paper.js';
import type { PaperStore } from '../stores/paper-store.js';
import { nextTurn } from '../threads/turns.js';
import { type Answer, type Ranked, type ScoredPaper, similarityOf } from './answer.js';
import { likenessWeights } from './blend.js';
import type { CalibrationCurve } from './calibration.js';
import type { Views } from './candidates.js';
import { MAX_SHOWN, writeCursor } from './cursor.js';
import { diversified } from './diversify.js';
import { groupDuplicates } from './group-duplicates.js';
import type { Mode, PageOptions } from './query.js';
import { type TopScored, topScored } from './top-scored.js';

/** What is to be made of what was found. */
export interface Page extends PageOptions {
  k: number;
  mode: Mode;
  /** The question in one string: a cursor is good for no other. */
  question: string;
  /** Keys of what the pages before have shown. */
  shown: ReadonlySet<number>;
  /** Undefined until it has been measured. */
  curve: CalibrationCurve | undefined;
  /** What has to be true of a paper, beyond what the index could tell; undefined: nothing. */
  matches?: ((paper: Paper) => boolean) | undefined;
}

/** Those that are put in another order than by score: the best so many, or `k` if that is more. */
const POOL = 200;
/** Looked at beyond `k`, since some may be versions of one paper. */
export const SPARE = 10;
/** Read at a time beyond what is missing, since some may have been removed meanwhile. */
const FEW = 2;

/**
 * From what was found to a page of an answer:
 *
 *     found ─▶ scores ─▶ minScore ─▶ near-duplicates in one ─▶ order ─▶ without what was shown ─▶ k papers
 */
export async function buildPage(store: Pick<PaperStore, 'byKeys'>, views: Views, ranked: readonly Ranked[], page: Page): Promise<Answer> {
  const { minScore, curve, shown, k, matches } = page;
  const allowed =
    minScore === undefined || !curve ? ranked : ranked.filter(({ parts }) => curve.percentile(similarityOf(parts)) >= minScore);
  const fresh = page.sort === 'recency' ? await freshened(views, allowed, page.halfLife) : allowed;
  for (let depth = !byScore(page) ? Math.max(POOL, k) : matches ? fresh.length : shown.size + k + SPARE; ; depth *= 4) {
    const groups = await ordered(views, await groupDuplicates(views, topScored(fresh, depth), page.mode), page);
    const open = groups.filter((group) => !group.some(({ key }) => shown.has(key)));
    const { papers, read } = await readPapers(store, open, page);
    const deeper = byScore(page) && depth < fresh.length;
    // Where very many are versions of a few, more have to be looked at for k of them.
    if (papers.length < k && deeper) continue;
    const results = papers.map(({ result }) => result);
    const isLast = papers.length < k || (read === open.length && !deeper) || shown.size + k >= MAX_SHOWN;
    return isLast ? { results } : { results, next: writeCursor(page.question, [...shown, ...papers.map(({ key }) => key)]) };
  }
}

function byScore({ sort, diversity }: Page): boolean {
  return sort !== 'date' && diversity === 0;
}

async function ordered(views: Views, groups: TopScored[][], { sort, diversity, mode, k, shown }: Page): Promise<TopScored[][]> {
  const heads = groups.map(([head]) => head as TopScored);
  const keys = heads.map(({ key }) => key);
  if (sort === 'date') {
    const days = await views.lexical.days(keys);
    return [...groups.keys()].sort((a, b) => (days[b] ?? UNDATED) - (days[a] ?? UNDATED) || a - b).map((i) => groups[i] as TopScored[]);
  }
  if (diversity === 0) return groups;
  const [dense, lexical] = await Promise.all([views.dense.pairwise(keys), views.lexical.pairwise(keys)]);
  const weights = likenessWeights(mode);
  const likeness = dense.map((similarity, i) => weights.dense * (similarity || 0) + weights.lexical * (lexical[i] || 0));
  const before = [...groups.keys()].filter((i) => groups[i]?.some(({ key }) => shown.has(key)));
  // Some milliseconds on the thread that answers everybody.
  await nextTurn();
  const order = diversified(
    heads.map(({ score }) => score),
    likeness,
    diversity,
    k + SPARE,
    before,
  );
  return order.map((i) => groups[i] as TopScored[]);
}

/** Each loses half of its score with every `halfLife` days that it is older than the newest; undated ones are as old as the oldest. */
async function freshened(views: Views, ranked: readonly Ranked[], halfLife: number): Promise<Ranked[]> {
  const days = await views.lexical.days(ranked.map(({ key }) => key));
  const known = days.filter((day) => day !== UNDATED);
  const newest = known.reduce((max, day) => Math.max(max, day), UNDATED);
  const oldest = known.reduce((min, day) => Math.min(min, day), newest);
  return ranked.map(({ key, parts }, i) => {
    const day = days[i] === UNDATED || days[i] === undefined ? oldest : days[i];
    const left = 2 ** (-(newest - day) / halfLife);
    return { key, parts: { ...parts, freshness: Math.min(0, similarityOf(parts) * (left - 1)) } };
  });
}

/** The first `k` groups of which a paper is still there and holds; `read` is how many groups that took. */
async function readPapers(
  store: Pick<PaperStore, 'byKeys'>,
  groups: readonly TopScored[][],
  { k, matches, curve }: Page,
): Promise<{ papers: { key: number; result: ScoredPaper }[]; read: number }> {
  const papers: { key: number; result: ScoredPaper }[] = [];
  let read = 0;
  while (papers.length < k && read < groups.length) {
    const some = groups.slice(read, read + k - papers.length + FEW);
    const stored = await store.byKeys(some.flatMap((group) => group.map(({ key }) => key)));
    const found = new Map(stored.flatMap((one) => (one && (!matches || matches(one.paper)) ? [[one.key, one.paper]] : [])));
    for (const group of some) {
      if (papers.length === k) break;
      read++;
      const [first, ...others] = group.filter(({ key }) => found.has(key));
      if (first) papers.push({ key: first.key, result: resultOf(first, others, found, curve) });
    }
  }
  return { papers, read };
}

function resultOf(
  { key, score, parts }: TopScored,
  others: readonly TopScored[],
  papers: ReadonlyMap<number, Paper>,
  curve: CalibrationCurve | undefined,
): ScoredPaper {
  const duplicates = others.flatMap((other) => papers.get(other.key)?.id ?? []);
  return {
    paper: papers.get(key) as Paper,
    score,
    ...(curve && { percentile: curve.percentile(similarityOf(parts)) }),
    parts,
    ...(duplicates.length > 0 && { duplicates }),
  };
}
