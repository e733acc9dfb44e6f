/**
 * What a pick scores, in parts that add up. Pure, with all weights and where they come from in one place. The four that learn from
 * likes are in standard deviations of random papers of the corpus: 0 is a paper like any other, and what is good for a reader has 10 to 40.
 */
export interface PickParts {
  /** What a classifier of vectors says that learnt from likes, dislikes and random papers. */
  tasteDense: number;
  /** The same of a classifier of terms. */
  tasteLexical: number;
  /** How near the likes are in meaning: the three nearest. */
  likesDense: number;
  /** How near they are in words: all of them, the nearest most. */
  likesLexical: number;
  /** How well it answers what the reader says of themselves and the topics they follow; the less, the more is liked. */
  about: number;
  /** An author whom the reader follows. */
  followed: number;
  /** What readers who like the same liked, too. */
  others: number;
  /** Below 0 where a disliked paper is nearer than any liked one. */
  disliked: number;
  /** What its age takes away. */
  freshness: number;
}

export const NO_PICK_PARTS: PickParts = {
  tasteDense: 0,
  tasteLexical: 0,
  likesDense: 0,
  likesLexical: 0,
  about: 0,
  followed: 0,
  others: 0,
  disliked: 0,
  freshness: 0,
};

/**
 * Standardised, then added: recall@100 and nDCG@20 of 250 readers of `followups` are 38.9 and 24.7 with these weights, 37.6 and 24.0
 * with half of the words' weight for meaning, 38.1 and 22.6 of the sum that it began with (docs/figures.md).
 */
const WEIGHTS = { tasteDense: 1.5, tasteLexical: 1, likesDense: 1.5, likesLexical: 1 };
/** Terms of likes count by this power of their idf: what names a system tells more than what names a field. Adds 1 point of nDCG. */
export const LIKES_IDF_EXPONENT = 2;
/** The nearest likes whose mean is what counts in meaning. */
const NEAREST = 3;
/** A text counts as much as so many likes: alone it decides, after ten likes it has a quarter. */
const ABOUT_LIKES = 3;
/** A followed author lifts a paper as much as a liking of some strength, not above all else. */
const FOLLOWED = 12;
/** One reader with the same likes lifts a paper by so much, at most. */
const OTHERS = 4;
/** What a paper loses for each unit by which a disliked paper is nearer than the nearest liked one, beyond the likeness of two papers of one field. */
const DISLIKED = { weight: 40, from: 0.5 };
/** How much an old paper is behind a new one at most: between two papers of a field, not between a field and another. */
const AGED = 6;

/** How much of the score a text about the reader has, 0..1, beside so many likes (by weight). */
export function aboutTextShare(likes: number): number {
  return ABOUT_LIKES / (ABOUT_LIKES + likes);
}

/** What likes say of a paper, in standard deviations; `share` of the score is theirs. */
export function tasteParts(standardised: Readonly<Record<keyof typeof WEIGHTS, number>>, share: number) {
  return {
    tasteDense: share * WEIGHTS.tasteDense * standardised.tasteDense,
    tasteLexical: share * WEIGHTS.tasteLexical * standardised.tasteLexical,
    likesDense: share * WEIGHTS.likesDense * standardised.likesDense,
    likesLexical: share * WEIGHTS.likesLexical * standardised.likesLexical,
  };
}

/** What a text says of it: as much at most as all that likes can say. */
export function aboutTextPart(standardised: number, share: number): number {
  return share * (WEIGHTS.tasteDense + WEIGHTS.tasteLexical + WEIGHTS.likesDense + WEIGHTS.likesLexical) * standardised;
}

/** The mean of the nearest `count` likes. What is not known, NaN, is 0. */
export function nearestMean(similarities: ArrayLike<number>, count = NEAREST): number {
  // Asked of each interest of each candidate: to sort them all takes a tenth of the time of a list.
  const nearest: number[] = [];
  for (let i = 0; i < similarities.length; i++) {
    const value = similarities[i] || 0;
    if (nearest.length === count && value <= (nearest[count - 1] as number)) continue;
    let at = nearest.length < count ? nearest.push(value) - 1 : count - 1;
    for (; at > 0 && (nearest[at - 1] as number) < value; at--) nearest[at] = nearest[at - 1] as number;
    nearest[at] = value;
  }
  return nearest.reduce((sum, value) => sum + value, 0) / (nearest.length || 1);
}

/** The root of the weighted mean of squares: what is very near counts more than much that is a little near. */
export function quadraticMean(similarities: ArrayLike<number>, weights: readonly number[]): number {
  let [sum, total] = [0, 0];
  weights.forEach((weight, i) => {
    sum += weight * (similarities[i] || 0) ** 2;
    total += weight;
  });
  return Math.sqrt(sum / (total || 1));
}

/** @param likes Likeness to the nearest liked paper; @param dislikes to the nearest disliked one. */
export function dislikedPart(likes: number, dislikes: number): number {
  return Math.min(0, -DISLIKED.weight * (dislikes - Math.max(likes, DISLIKED.from)));
}

/** @param days Age of the paper; @param halfLife days in which half of the lead of a new paper is gone; 0: age does not count. */
export function freshnessPart(days: number, halfLife: number): number {
  return halfLife === 0 ? 0 : AGED * (2 ** (-Math.max(0, days) / halfLife) - 1);
}

export function followedPart(isFollowed: boolean): number {
  return isFollowed ? FOLLOWED : 0;
}

/** @param overlap 0..1: how much those who liked it have in common with the reader. */
export function othersPart(overlap: number): number {
  return OTHERS * Math.min(1, overlap);
}

export function pickScore(parts: PickParts): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 0);
}
