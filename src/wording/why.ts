import type { PickedPaper } from '../recommend/answer.js';

/** Why a paper was picked, in words: the same on every door. Pure. */

export type PartName = keyof PickedPaper['parts'];

/** What the parts of a score are called. */
export const PART_NAMES: Record<PartName, string> = {
  tasteDense: 'your taste, by meaning',
  tasteLexical: 'your taste, by words',
  likesDense: 'near your likes in meaning',
  likesLexical: 'near your likes in words',
  about: 'what you say and follow',
  followed: 'an author you follow',
  others: 'readers with likes of yours',
  disliked: 'near what you disliked',
  freshness: 'its age',
};

/** A signed number of few digits, as parts and scores are shown: "1.32", "−0.20". */
export function formatSigned(number: number): string {
  return number.toFixed(2).replace('-0.00', '0.00').replace('-', '−');
}

/** The parts that say something, the greatest first, whatever their sign. */
export function mainParts(parts: Partial<PickedPaper['parts']>): [name: PartName, value: number][] {
  const all = Object.entries(parts) as [PartName, number][];
  return all.filter(([, value]) => formatSigned(value) !== '0.00').sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
}

/** How near a liked paper is: "meaning .67, words .26", cosines both. */
export function nearness({ dense, lexical }: { dense: number; lexical: number }): string {
  return `meaning ${cosine(dense)}, words ${cosine(lexical)}`;
}

/** What speaks for a pick besides the liked papers that it is like. */
export function otherReasons({ why, parts }: PickedPaper): string[] {
  if (why.exploration) return ['to explore: drawn by chance, not for its score'];
  const reasons = why.author === undefined ? [] : [`you follow ${why.author}`];
  if (parts.others > 0) reasons.push('liked by readers who like the same');
  if (parts.about > 0) reasons.push('fits what you say and follow');
  return reasons.length === 0 && why.likes.length === 0 ? ['nothing is known of you yet: one of the newest papers'] : reasons;
}

function cosine(value: number): string {
  return value.toFixed(2).replace(/^(-?)0\./, '$1.');
}
