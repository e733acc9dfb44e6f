import { KeySet } from '../paper/key-set.js';
import type { StoredPaper } from '../paper/paper.js';
import type { Views } from '../search/candidates.js';
import { type Allowed, type AllowedParts, allowedBy, type ListRules } from './allowed.js';
import type { Obstacle, WhyNot } from './answer.js';
import type { Reader } from './reader.js';
import type { ListDraft } from './recommend.js';
import { type PickParts, pickScore } from './scoring.js';

/** Deeds that keep a paper out, in the order in which they are told. */
const DEEDS = ['liked', 'disliked', 'hidden', 'read', 'seen'] as const;

/** Every rule and deed that keeps a paper out of a list: each is asked alone, by what asks them all. */
export async function obstaclesTo(
  { lexical, ...parts }: AllowedParts & { lexical: Views['lexical'] },
  { key, paper }: StoredPaper,
  { state }: Reader,
  rules: ListRules,
  newest: number,
): Promise<Obstacle[]> {
  const obstacles: Obstacle[] = DEEDS.filter((action) => paper.ids.some((id) => state[action].has(id))).map((action) => ({ kind: action }));
  for (const rule of oneByOne(rules)) {
    const { selection, matches }: Allowed = await allowedBy(parts, rule, newest);
    const { only } = selection;
    const isAllowed = (only?.has(key) ?? true) && (await lexical.select({ ...selection, only: new KeySet([key]) })).size === 1;
    if (!isAllowed || matches?.(paper) === false) obstacles.push({ kind: 'rule', rule });
  }
  return obstacles;
}

/** Each demand of the rules as rules of its own. */
function oneByOne({ window, mutedWords = [], mutedAuthors = [], mustHave = [], filter = {} }: ListRules): ListRules[] {
  return [
    ...(window === undefined ? [] : [{ window }]),
    ...mutedWords.map((word) => ({ mutedWords: [word] })),
    ...mutedAuthors.map((author) => ({ mutedAuthors: [author] })),
    ...(mustHave.length === 0 ? [] : [{ mustHave }]),
    ...Object.entries(filter).flatMap(([field, value]) => (value === undefined ? [] : [{ filter: { [field]: value } }])),
  ];
}

/** What the score of a paper lacks to that of the last pick, part by part; nothing where it is not behind. */
export function missingScore(draft: ListDraft, { key, paper }: StoredPaper, obstacles: readonly Obstacle[]): WhyNot {
  const rank = draft.ranked.findIndex((one) => one.key === key);
  const own = draft.ranked[rank];
  const place = draft.picks.findIndex(({ head }) => head.key === key);
  const twin = draft.picks.find(({ others }) => others.some((other) => other.key === key));
  const last = draft.picks.filter(({ exploration }) => !exploration).at(-1)?.head;
  return {
    paper: paper.id,
    ...(place >= 0 && { place: place + 1 }),
    obstacles: [...obstacles],
    ...(twin && { versionOf: twin.paper.id }),
    ...(own && { score: pickScore(own.parts), parts: own.parts, rank: rank + 1, weighed: draft.ranked.length }),
    ...(own && last && place < 0 && { needed: last.score, lacks: difference(last.parts, own.parts) }),
  };
}

function difference(more: PickParts, less: PickParts): Partial<PickParts> {
  const names = Object.keys(more) as (keyof PickParts)[];
  return Object.fromEntries(names.filter((name) => more[name] > less[name]).map((name) => [name, more[name] - less[name]]));
}
