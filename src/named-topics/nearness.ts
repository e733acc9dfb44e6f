import { questionWeights } from '../search/blend.js';
import type { Views } from '../search/candidates.js';
import { targetOfQuestion } from '../search/targets.js';
import { denseVectorOf, type Ground, lexicalVectorOf, rowsIn } from './ground.js';
import type { Wording } from './wording.js';

/** What the name says of each paper of the ground, before anything is learnt. */
export interface Nearness {
  /** In standard deviations, of which a paper that is what the name says has some ten or more. */
  dense: Float64Array;
  /** The share of the name's words that it has, the rarest counting most, 0..1. */
  lexical: Float64Array;
  /** How near the nearest paper is to the whole name, in standard deviations. */
  nearest: number;
}

/** A part counts no more than this: what is wanted is that none is missing, not that one is everything. */
const PART_AT_MOST = 6;
/** A paper that has all words of the name, in its title say, has about this of what is possible. */
const FULL = 0.7;
/** What a description says in words, in standard deviations of meaning. */
const WORDS_OF_DESCRIPTION = 7;
/** A description or an example tells as much as the name and the least of its parts together. */
const DESCRIBED = 2;

/**
 * A paper is near a name if it is near the whole and near each of its parts: what is about diffusion is not about diffusion language
 * models, nor is what is about sparse retrieval about sparse attention. So the least of the parts is added to the whole.
 */
export async function nearnessOfName(views: Views, ground: Ground, wordings: readonly Wording[], signal?: AbortSignal): Promise<Nearness> {
  const dense = new Float64Array(ground.keys.length).fill(Number.NEGATIVE_INFINITY);
  const lexical = new Float64Array(ground.keys.length);
  let nearest = Number.NEGATIVE_INFINITY;
  for (const { text, parts } of wordings) {
    const target = await targetOfQuestion(views, text, 'hybrid');
    const whole = await denseVectorOf(views, ground, target.vector, signal);
    const least = parts.length > 1 ? await leastPart(views, ground, parts, signal) : whole;
    const shares = await lexicalVectorOf(views, ground.keys, target.lexical, signal);
    for (let row = 0; row < dense.length; row++) {
      const near = (whole[row] as number) + Math.min(PART_AT_MOST, least[row] as number);
      dense[row] = Math.max(dense[row] as number, near);
      nearest = Math.max(nearest, whole[row] as number);
      lexical[row] = Math.max(lexical[row] as number, Math.min(1, (shares[row] as number) / FULL));
    }
  }
  return { dense, lexical, nearest };
}

async function leastPart(views: Views, ground: Ground, parts: Wording['parts'], signal?: AbortSignal): Promise<Float64Array> {
  const least = new Float64Array(ground.keys.length).fill(Number.POSITIVE_INFINITY);
  const vectors = await views.dense.embed(
    parts.map(({ word }) => word),
    { role: 'query' },
  );
  for (const vector of vectors) {
    const near = await denseVectorOf(views, ground, vector, signal);
    for (let row = 0; row < least.length; row++) least[row] = Math.min(least[row] as number, near[row] as number);
  }
  return least;
}

/** How near papers are to what the description says. On the scale of the name. */
export async function nearnessOfDescription(views: Views, ground: Ground, text: string, signal?: AbortSignal): Promise<Float64Array> {
  const target = await targetOfQuestion(views, text, 'hybrid');
  const { dense, lexical } = questionWeights('hybrid', target.content);
  const near = await denseVectorOf(views, ground, target.vector, signal);
  const shares = await lexicalVectorOf(views, ground.keys, target.lexical, signal);
  const factor = lexical === 0 || dense === 0 ? 0 : WORDS_OF_DESCRIPTION;
  return near.map((value, row) => DESCRIBED * (value + factor * (shares[row] as number)));
}

/** How near papers are to the examples. On the scale of the name. */
export async function nearnessOfExamples(views: Views, ground: Ground, centre: Float32Array, signal?: AbortSignal): Promise<Float64Array> {
  return (await denseVectorOf(views, ground, centre, signal)).map((value) => DESCRIBED * value);
}

/** Which papers of the ground have the name: as a phrase where `few` or more do, else all its words. */
export function literalOf(ground: Ground, wordings: readonly Wording[], few: number): { has: Uint8Array; count: number } {
  const phrases = unionOf(wordings.map(({ phrase }) => rowsIn(ground, phrase)));
  if (sumOf(phrases) >= few) return { has: phrases, count: sumOf(phrases) };
  const together = unionOf(wordings.map(({ together }) => rowsIn(ground, together)));
  return { has: together, count: sumOf(together) };
}

function unionOf(sets: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(0), ...others] = sets;
  return first.map((has, row) => (has || others.some((other) => other[row] === 1) ? 1 : 0));
}

function sumOf(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0);
}
