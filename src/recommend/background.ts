import { sampleOf } from '../numeric/random.js';
import { likenessWeights } from '../search/blend.js';
import type { Views } from '../search/candidates.js';
import type { Background } from './taste.js';

/** Random papers that stand for all that nobody judged. 500 lose 1.6 points of recall (docs/figures.md). */
const PAPERS = 1_500;
/** Of these so many are scored for every reader: what random papers score is the measure of what the others score. */
const YARDSTICK = 100;
/** A corpus that has grown or shrunk by more than this is drawn from anew. */
const DRIFT = 0.2;
const LIKENESS = likenessWeights('hybrid');

export interface CorpusSample extends Background {
  /** Keys of the papers that are scored for every reader. */
  referenceScores: number[];
  /** How alike random pairs are in {@link blendedSimilarity}: mean and standard deviation. */
  pairs: Spread;
}

export interface Spread {
  mean: number;
  deviation: number;
}

/** How alike two papers are, as interests and duplicates see it: the sum of cosines, words counting more, as in `similar`. */
export function blendedSimilarity(dense: number, lexical: number): number {
  return LIKENESS.dense * (dense || 0) + LIKENESS.lexical * (lexical || 0);
}

/** Draws the sample, and again when the corpus is another size or another model is in use. Seeded by the size. */
export class Sampler {
  #known: { identity: string; papers: number; sample: Promise<CorpusSample> } | undefined;

  /** @param identity What vectors are made by. */
  async sample(views: Views, identity: string, dimensions: number): Promise<CorpusSample> {
    const papers = await views.lexical.size();
    const known = this.#known;
    if (known?.identity === identity && Math.abs(papers - known.papers) <= DRIFT * known.papers) return known.sample;
    const sample = draw(views, `${identity} ${papers}`, dimensions);
    this.#known = { identity, papers, sample };
    sample.catch(() => {
      this.#known = undefined;
    });
    return sample;
  }
}

async function draw({ dense, lexical }: Views, identity: string, dimensions: number): Promise<CorpusSample> {
  const all = [...(await lexical.select({}))];
  const keys = sampleOf(all, PAPERS, all.length);
  const referenceScores = keys.slice(0, YARDSTICK);
  const [vectors, terms, near, shared] = await Promise.all([
    dense.roughVectors(keys),
    lexical.vectors(keys),
    dense.pairwise(referenceScores),
    lexical.pairwise(referenceScores),
  ]);
  const pairs = Array.from(near, (similarity, i) => blendedSimilarity(similarity, shared[i] as number));
  const different = pairs.filter((_, i) => i % (referenceScores.length + 1) !== 0);
  return { identity, dimensions, vectors, terms, referenceScores, pairs: spreadOf(different) };
}

/** Mean and standard deviation; of what is all the same the deviation is 1, so that it can be divided by. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const known = Array.from(values).filter((value) => Number.isFinite(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / (known.length || 1);
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length || 1);
  return { mean, deviation: Math.sqrt(variance) || 1 };
}
