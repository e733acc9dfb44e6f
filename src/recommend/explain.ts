import type { Paper } from '../paper/paper.js';
import { authorFacet, facetsOf } from '../words/facets.js';
import type { SparseVectors } from '../words/words-index.js';
import { heaviestTerms } from './naming.js';

/** Why a paper was picked: every statement can be checked against the reader's own deeds. */
export interface Why {
  /** The interest that it is for. */
  interest?: { id: string; name: string };
  /** The liked papers nearest to it, and how near: cosines in both views. */
  likes: { id: string; title: string; meaning: number; words: number }[];
  /** Terms that it shares with these, those first that weigh most; as it writes them. */
  terms: string[];
  /** An author of it whom the reader follows. */
  author?: string;
  /** It is here to explore, not for its score. */
  exploration?: true;
}

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
