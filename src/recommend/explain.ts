import { authorFacet, facetsOf } from '../lexical/facets.js';
import type { SparseVectors } from '../lexical/lexical-index.js';
import type { Paper } from '../paper/paper.js';
import { heaviestTerms } from './naming.js';

const TERMS = 5;

/** Terms that a paper shares with others, as it writes them: the more, the rarer and the more frequent in both. */
export function sharedTerms(paper: Paper, own: ReadonlyMap<number, number>, others: readonly ReadonlyMap<number, number>[]): string[] {
  const weights = new Map<number, number>();
  for (const [id, value] of own) {
    const shared = others.reduce((sum, other) => sum + value * (other.get(id) ?? 0), 0);
    if (shared > 0) weights.set(id, shared);
  }
  return heaviestTerms([paper], weights, TERMS);
}

/** The author of a paper who is followed, by the name under which they are. */
export function followedAuthor(paper: Paper, followed: Iterable<string>): string | undefined {
  let facets: Set<number> | undefined;
  for (const name of followed) {
    facets ??= new Set(facetsOf(paper));
    if (facets.has(authorFacet(name))) return name;
  }
  return undefined;
}

/** The terms of one of several papers, by number. */
export function termsAt({ starts, ids, values }: SparseVectors, i: number): Map<number, number> {
  const terms = new Map<number, number>();
  for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) terms.set(ids[at] as number, values[at] as number);
  return terms;
}
