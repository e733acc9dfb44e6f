/**
 * Terms as 32-bit numbers: a hash, since a dictionary of the millions of pairs in a large corpus
 * would be larger than the vectors. Among ten million terms one in 1,700 shares its number with
 * another; what is shown to people is read from the text again, so it is never a wrong word.
 */

/** The lowest two bits say of which kind a term is. */
const KIND_BITS = 0b11;
export const KINDS = { word: 0, pair: 1, facet: 2 } as const;

/** @param text A stem, a pair of stems, or a facet such as `category:cs.CL`. */
export function termId(text: string, kind: keyof typeof KINDS): number {
  return ((hash(text) & ~KIND_BITS) | KINDS[kind]) >>> 0;
}

export function isKind(id: number, kind: keyof typeof KINDS): boolean {
  return (id & KIND_BITS) === KINDS[kind];
}

/** FNV-1a over UTF-16 units, then the last mixing steps of MurmurHash3, so that all bits depend on all. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
