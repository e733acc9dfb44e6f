import { createHash } from 'node:crypto';
import type { InterestEdit } from '../profile/state.js';
import { blendedSimilarity, type Spread } from './background.js';
import type { Like } from './reader.js';

/** A part of what a reader likes. */
export interface Interest {
  id: string;
  /** As the reader called it; undefined: by its terms. */
  name: string | undefined;
  likes: Like[];
  /** Its share of all interests, 0..1; 0 where it is muted. */
  share: number;
  muted: boolean;
  pinned: boolean;
}

/** How alike likes are among themselves. */
export interface Likenesses {
  dense: Float32Array;
  lexical: Float32Array;
}

/** More are no help to a list of ten. */
const MAX_INTERESTS = 8;
/**
 * Two groups are one interest as long as their papers are more alike, on average, than random papers by so many
 * standard deviations. Chosen on profiles put together of one to three readers (docs/figures.md).
 */
const APART = 0.75;

/**
 * What is liked, in groups: by average linkage, until what is left are groups that have no more in common than papers
 * at random; so the data say how many. Interests that the reader has touched stay as they are, and what is liked
 * later joins the nearest.
 * @param pairs How alike random papers are.
 */
export function interestsOf(
  likes: readonly Like[],
  likenesses: Likenesses,
  pairs: Spread,
  edits: ReadonlyMap<string, InterestEdit> = new Map(),
): Interest[] {
  const size = likes.length;
  const alike = (a: number, b: number) =>
    blendedSimilarity(likenesses.dense[a * size + b] as number, likenesses.lexical[a * size + b] as number);
  const least = pairs.mean + APART * pairs.deviation;
  const anchored = anchoredGroups(likes, edits);
  const taken = new Set([...anchored.values()].flat());
  const free = [...likes.keys()].filter((i) => !taken.has(i));
  const loose: number[] = [];
  for (const i of free) {
    const [id, nearest] = nearestGroup(anchored, (j) => alike(i, j));
    if (id !== undefined && nearest >= 2 * least) anchored.get(id)?.push(i);
    else loose.push(i);
  }
  const groups = [
    ...[...anchored].map(([id, members]) => ({ id, members: ascending(members) })),
    ...linked(loose, alike, least, Math.max(1, MAX_INTERESTS - anchored.size))
      .map(ascending)
      .map((members) => ({
        id: idOf(members.map((i) => (likes[i] as Like).id)),
        members,
      })),
  ];
  return shared(
    groups.map(({ id, members }) =>
      interest(
        id,
        edits.get(id),
        members.map((i) => likes[i] as Like),
      ),
    ),
  );
}

function interest(id: string, edit: InterestEdit | undefined, likes: Like[]): Omit<Interest, 'share'> & { weight: number } {
  const weight = likes.reduce((sum, like) => sum + like.weight, 0) * (edit?.weight ?? 1);
  return { id, name: edit?.name, likes, weight, muted: edit?.muted === true, pinned: edit?.pinned === true };
}

function shared(interests: readonly (Omit<Interest, 'share'> & { weight: number })[]): Interest[] {
  const heard = interests.map(({ weight, muted }) => (muted ? 0 : weight));
  const total = heard.reduce((sum, weight) => sum + weight, 0) || 1;
  return interests
    .map(({ weight: _, ...one }, i) => ({ ...one, share: (heard[i] as number) / total }))
    .sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1));
}

/** The groups that the reader has touched, of those of their papers that are still liked. */
function anchoredGroups(likes: readonly Like[], edits: ReadonlyMap<string, InterestEdit>): Map<string, number[]> {
  const indices = new Map(likes.map(({ id }, i) => [id, i]));
  const taken = new Set<number>();
  const groups = new Map<string, number[]>();
  // Of two that name one paper it is in the one that was touched last, as after a split.
  for (const [id, { papers = [] }] of [...edits].reverse()) {
    const members = papers.flatMap((paper) => indices.get(paper) ?? []).filter((i) => !taken.has(i));
    for (const i of members) taken.add(i);
    if (members.length > 0) groups.set(id, members);
  }
  return groups;
}

function nearestGroup(groups: ReadonlyMap<string, number[]>, alike: (other: number) => number): [string | undefined, number] {
  let best: [string | undefined, number] = [undefined, Number.NEGATIVE_INFINITY];
  for (const [id, members] of groups) {
    const mean = members.reduce((sum, j) => sum + alike(j), 0) / members.length;
    if (mean > best[1]) best = [id, mean];
  }
  return best;
}

/** Average linkage (Sokal and Michener, 1958): the two groups that are most alike become one, until that is less than `least`. */
function linked(items: readonly number[], alike: (a: number, b: number) => number, least: number, most: number): number[][] {
  const groups: (number[] | undefined)[] = items.map((item) => [item]);
  const size = groups.length;
  const between = Float64Array.from({ length: size * size }, (_, at) =>
    alike(items[Math.floor(at / size)] as number, items[at % size] as number),
  );
  const nearest = new Int32Array(size).fill(-1);
  const find = (a: number) => {
    nearest[a] = -1;
    for (let b = 0; b < size; b++) {
      if (b === a || !groups[b]) continue;
      const best = nearest[a] as number;
      if (best < 0 || (between[a * size + b] as number) > (between[a * size + best] as number)) nearest[a] = b;
    }
  };
  for (let a = 0; a < size; a++) find(a);
  for (let count = size; count > 1; count--) {
    let one = -1;
    const closeness = (a: number) => between[a * size + (nearest[a] as number)] as number;
    for (let a = 0; a < size; a++) if (groups[a] && (one < 0 || closeness(a) > closeness(one))) one = a;
    if (closeness(one) < least && count <= most) break;
    const other = nearest[one] as number;
    const [a, b] = [groups[one] as number[], groups[other] as number[]];
    for (let c = 0; c < size; c++) {
      if (c === one || c === other || !groups[c]) continue;
      const mean =
        (a.length * (between[one * size + c] as number) + b.length * (between[other * size + c] as number)) / (a.length + b.length);
      between[one * size + c] = between[c * size + one] = mean;
    }
    for (const member of b) a.push(member);
    groups[other] = undefined;
    for (let c = 0; c < size; c++) if (groups[c] && (c === one || nearest[c] === one || nearest[c] === other)) find(c);
  }
  return groups.filter((group) => group !== undefined);
}

/** The newest first, as likes are. */
function ascending(members: readonly number[]): number[] {
  return [...members].sort((a, b) => a - b);
}

/** Named after its oldest like, so that an interest keeps its id as it grows. */
function idOf(papers: readonly string[]): string {
  return createHash('sha256')
    .update(papers.at(-1) ?? '')
    .digest('hex')
    .slice(0, 8);
}
