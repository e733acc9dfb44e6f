import { meanDirection } from '../dense/math.js';
import type { Selection } from '../lexical/lexical-index.js';
import { NO_PARTS, type Ranked, totalScore } from './answer.js';
import { FEEDBACK, HUBNESS_PENALTY, hubnessPenaltyShare, KNOWN_ITEM, likenessWeights, questionWeights, type ViewScores } from './blend.js';
import { CANDIDATES_PER_VIEW, type CandidateOptions, candidates, scoresOf, type Target, topOfEachView, type Views } from './candidates.js';
import type { Mode } from './query.js';
import type { MarkedTargets, QuestionTarget } from './targets.js';
import { topScored } from './top-scored.js';

/** Papers like a target: the best of both views, scored by both, with what feedback adds. */
export async function rankLike(views: Views, target: Target, mode: Mode, wanted: number, options: CandidateOptions): Promise<Ranked[]> {
  const weights = likenessWeights(mode);
  const found = await candidates(views, target, mode, wanted, options);
  const ranked = found.map(({ key, ...scores }) => ({ key, parts: partsOf(scores, weights) }));
  return mode === 'hybrid' ? withFeedback(views, target, ranked) : ranked;
}

/**
 * Papers that answer a question, those first that it names.
 * @param length How many words it has, common ones included.
 */
export async function rankAnswers(
  views: Views,
  target: QuestionTarget,
  length: number,
  mode: Mode,
  wanted: number,
  { selection, named = new Set() }: CandidateOptions & { named?: ReadonlySet<number> } = {},
): Promise<Ranked[]> {
  const weights = questionWeights(mode, target.content);
  const found = await candidates(views, target, mode, wanted, { selection, named });
  const lost = await hubnessPenaltyOf(
    views,
    found.map(({ key }) => key),
    hubnessPenaltyShare(mode, length),
  );
  return found.map(({ key, ...scores }, i) => ({
    key,
    parts: { ...partsOf(scores, weights), hubnessPenalty: -(lost[i] ?? 0), named: named.has(key) ? KNOWN_ITEM : 0 },
  }));
}

/** To compare more papers among themselves would keep the index busy; whoever asks for hundreds of answers does without. */
const MAX_CROWD = 600;

/** What each paper loses for being near to many of the others, see {@link HUBNESS_PENALTY}. */
async function hubnessPenaltyOf({ dense }: Views, keys: readonly number[], share: number): Promise<number[]> {
  if (share === 0 || keys.length > MAX_CROWD) return [];
  const matrix = await dense.pairwise(keys);
  return keys.map((_, row) => {
    const others = matrix
      .slice(row * keys.length, (row + 1) * keys.length)
      .filter((similarity, column) => column !== row && !Number.isNaN(similarity));
    const nearest = others.sort().slice(-HUBNESS_PENALTY.papers);
    return (share * HUBNESS_PENALTY.weight * nearest.reduce((sum, similarity) => sum + similarity, 0)) / (nearest.length || 1);
  });
}

/**
 * Qdrant's `best_score`: each paper is compared with every example, and has the score of the nearest; where
 * that is one to keep away from, its square, negated. So what is like any of several interests is found, where
 * their average may be like none.
 */
export async function rankByBest(
  views: Views,
  { like, unlike }: MarkedTargets,
  mode: Mode,
  wanted: number,
  selection: Selection | undefined,
): Promise<Ranked[]> {
  const each = Math.max(2 * wanted, Math.ceil(CANDIDATES_PER_VIEW / Math.sqrt(like.length)));
  const keys = new Set<number>();
  for (const target of like) {
    const { near, shared } = await topOfEachView(views, target, mode, each, selection);
    for (const key of [...near, ...shared.keys()]) keys.add(key);
  }
  const among = [...keys];
  const nearest = async (targets: readonly Target[]) => {
    let best: Ranked[] = [];
    for (const target of targets) {
      const scored = await scoresOf(views, target, mode, among);
      const parts = scored.map(({ key, ...scores }) => ({ key, parts: partsOf(scores, likenessWeights(mode)) }));
      best = best.length === 0 ? parts : best.map((one, i) => nearer(one, parts[i] as Ranked));
    }
    return best;
  };
  const [liked, disliked] = [await nearest(like), await nearest(unlike)];
  return liked.map((one, i) => {
    const against = disliked[i];
    return against === undefined || totalScore(one.parts) > totalScore(against.parts) ? one : negated(against);
  });
}

function nearer(one: Ranked, other: Ranked): Ranked {
  return totalScore(other.parts) > totalScore(one.parts) ? other : one;
}

/** Minus the square of its score, in parts that add up to that. */
function negated({ key, parts }: Ranked): Ranked {
  const factor = -totalScore(parts);
  return { key, parts: { ...parts, dense: factor * parts.dense, lexical: factor * parts.lexical } };
}

function partsOf({ dense, lexical }: ViewScores, weights: ViewScores) {
  return { ...NO_PARTS, dense: weights.dense * dense, lexical: weights.lexical * lexical };
}

/** Moves the target towards its best answers, and adds to each candidate what it has come nearer by that. */
async function withFeedback(views: Views, target: Target, ranked: readonly Ranked[]): Promise<Ranked[]> {
  const best = topScored(ranked, FEEDBACK.papers);
  const vectors = (await views.dense.vectors(best.map(({ key }) => key))).filter((vector) => vector !== undefined);
  if (vectors.length === 0) return [...ranked];
  const moved = target.vector.map(
    (x, i) => x + (FEEDBACK.share * vectors.reduce((sum, vector) => sum + (vector[i] ?? 0), 0)) / vectors.length,
  );
  const similarities = await views.dense.similarities(
    meanDirection([moved]),
    ranked.map(({ key }) => key),
  );
  return ranked.map(({ key, parts }, i) => ({ key, parts: { ...parts, feedback: (similarities[i] ?? parts.dense) - parts.dense } }));
}
