import { createHash } from 'node:crypto';
import { authorFacet } from '../lexical/facets.js';
import { UNDATED } from '../lexical/lexical-index.js';
import { seededRandom } from '../numeric/random.js';
import type { KeySet } from '../paper/key-set.js';
import type { Paper } from '../paper/paper.js';
import { DEFAULT_RULES } from '../profile/rules.js';
import type { Views } from '../search/candidates.js';
import { groupDuplicates } from '../search/group-duplicates.js';
import type { FilterSources } from '../search/select-papers.js';
import type { PaperStore } from '../stores/paper-store.js';
import { type Allowed, allowedBy, excluding, type ListRules, newestDay } from './allowed.js';
import { blendedSimilarity } from './background.js';
import { type Judgement, weighPapers } from './evidence.js';
import { chooseItems, explorationPlaces } from './list.js';
import { poolOf } from './pool.js';
import type { Recommendation } from './query.js';
import type { Reader } from './reader.js';
import type { ReaderModel } from './reader-model.js';
import { followedPart, freshnessPart, nearestMean, othersPart, pickScore } from './scoring.js';

/** Beyond twice as many places as are wanted, papers of less than that share of the best score are not looked at. */
const WEAK = 0.25;
/** Of the best so many a list is chosen, and of each interest the best few at least. */
const DEPTH = { least: 60, each: 3, interest: 12 };
/** How diverse a list is where nothing is known of the reader. */
const DIVERSE = 0.75;
/** Papers that an explored place is chosen from, at random. */
const EXPLORED = 30;
const THROWS = 3_000;
/** Without any likes or texts: the newest so many. */
const NEWEST = 200;
const PAGE = 500;
const MAX_PAGES = 20;

export type Store = Pick<PaperStore, 'byKeys' | 'keysOf' | 'list' | 'sequence' | 'wordsFrom'>;

export interface ScoredCandidate extends Judgement {
  score: number;
  /** Index of the interest that it is nearest to. */
  interest: number | undefined;
}

/** A list, not yet explained. */
export interface ListDraft {
  /** In order; others of the same text behind each. */
  picks: { head: ScoredCandidate; others: ScoredCandidate[]; paper: Paper; exploration: boolean }[];
  /** All that were judged, best first. */
  ranked: ScoredCandidate[];
  allowed: Allowed;
  rules: ListRules;
  newest: number;
  /** How many papers the rules allow. */
  among: number;
}

export interface DraftParts extends FilterSources {
  store: Store;
  views: Views;
}

/**
 * The way of a recommendation:
 *
 *     rules ─▶ papers allowed ─▶ pool (all, or what interests find) ─▶ judged in both views ─▶ near-duplicates in one
 *           ─▶ slots for interests, unlikeness, exploration ─▶ k papers
 */
export async function draftList(
  { store, views, ...other }: DraftParts,
  { reader, learning, liked }: { reader: Reader; learning: Promise<ReaderModel>; liked: ReadonlyMap<number, number> },
  query: Recommendation,
  { now, only }: { now: Date; only?: KeySet | undefined },
  also: readonly number[] = [],
): Promise<ListDraft> {
  const rules = { ...DEFAULT_RULES, ...defined(reader.state.rules), ...defined(query) } as ListRules & typeof DEFAULT_RULES;
  const opening = openPapers({ store, views, ...other }, rules, query.repeats ? reader.judged : reader.known, { now, only });
  const [{ newest, allowed, selection, among }, model] = await Promise.all([opening, learning]);
  const authors = [...reader.state.authors.keys()];
  const hasTaste = model.taste !== undefined || model.texts.length > 0;
  const pool = await poolOf(views, selection, among, { ...model, authors, liked });
  if (!hasTaste && pool.length < among.size) pool.push(...(await newestKeys(store, among)));
  const explored = rules.exploration > 0 ? drawn(among, `${reader.name} ${now.toISOString().slice(0, 10)}`) : [];
  const keys = [...new Set([...pool, ...explored, ...also])];
  const judged = await weighPapers(views, keys, model);
  const ranked = await scored(views, judged, { reader, model, liked, newest, halfLife: rules.freshness });
  const strangers = strangersAmong(ranked, new Set(explored), new Set(pool), query.k);
  const best = bestOfInterests(
    ranked.filter(({ key }) => among.has(key)),
    model,
    query.k,
  );
  const papers = await readPapers(store, best, allowed);
  const groups = (await groupDuplicates(
    views,
    best.filter(({ key }) => papers.has(key)),
    'hybrid',
  )) as ScoredCandidate[][];
  const heads = groups.map(([head]) => head as ScoredCandidate);
  const keysOfHeads = heads.map(({ key }) => key);
  const [near, shared] = await Promise.all([views.dense.pairwise(keysOfHeads), views.lexical.pairwise(keysOfHeads)]);
  const likeness = near.map((similarity, i) => blendedSimilarity(similarity, shared[i] as number));
  // Nothing is known of the reader: then the list shows what there is.
  const diversity = hasTaste ? rules.diversity : Math.max(rules.diversity, DIVERSE);
  const order = chooseItems(heads, likeness, model.interests, { k: query.k, diversity });
  const picks = order.map((i) => {
    const [head, ...others] = groups[i] as [ScoredCandidate, ...ScoredCandidate[]];
    return { head, others, paper: papers.get(head.key) as Paper, exploration: false };
  });
  await explore(
    store,
    picks,
    ranked.filter(({ key }) => strangers.has(key)),
    allowed,
    explorationPlaces(query.k, rules.exploration),
  );
  return { picks: picks.slice(0, query.k), ranked, allowed, rules, newest, among: among.size };
}

/** Papers that may be in the list: by the rules, and not known to the reader. */
async function openPapers(
  { store, views, ...other }: DraftParts,
  rules: ListRules,
  known: KeySet,
  { now, only }: { now: Date; only?: KeySet | undefined },
) {
  const newest = await newestDay(store, now);
  const allowed = await allowedBy({ store, ...other }, rules, newest);
  const open = excluding(allowed.selection, known);
  const selection = only ? { ...open, only } : open;
  return { newest, allowed, selection, among: await views.lexical.select(selection) };
}

/** What a query gives, without what it leaves to the rules. */
function defined(query: object): object {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

async function scored(
  { lexical }: Views,
  judged: readonly Judgement[],
  about: { reader: Reader; model: ReaderModel; liked: ReadonlyMap<number, number>; newest: number; halfLife: number },
): Promise<ScoredCandidate[]> {
  const { reader, model, liked, newest, halfLife } = about;
  const days = await lexical.days(judged.map(({ key }) => key));
  const followed = await followedAmong(lexical, reader);
  const columns = new Map(model.likes.map(({ key }, i) => [key, i]));
  const members = model.interests.map(({ likes }) => likes.flatMap(({ key }) => columns.get(key) ?? []));
  return judged
    .map((one, i): ScoredCandidate => {
      const day = days[i] === UNDATED || days[i] === undefined ? newest - 10 * halfLife : (days[i] as number);
      const parts = {
        ...one.parts,
        followed: followedPart(followed?.has(one.key) === true),
        others: othersPart(liked.get(one.key) ?? 0),
        freshness: freshnessPart(newest - day, halfLife),
      };
      return { ...one, parts, score: pickScore(parts), interest: nearestInterest(one.likeness, members) };
    })
    .sort((a, b) => b.score - a.score || a.key - b.key);
}

async function followedAmong(lexical: Views['lexical'], { state }: Reader): Promise<KeySet | undefined> {
  if (state.authors.size === 0) return undefined;
  return lexical.select({ all: [[...state.authors.keys()].map(authorFacet)] });
}

function nearestInterest(likeness: Float32Array, members: readonly number[][]): number | undefined {
  let [best, most] = [undefined as number | undefined, Number.NEGATIVE_INFINITY];
  members.forEach((columns, interest) => {
    if (columns.length === 0) return;
    const near = nearestMean(columns.map((column) => likeness[column] as number));
    if (near > most) [best, most] = [interest, near];
  });
  return best;
}

/** The best, and those of each interest that would otherwise have none to give. */
function bestOfInterests(ranked: readonly ScoredCandidate[], { interests }: ReaderModel, k: number): ScoredCandidate[] {
  const depth = Math.max(DEPTH.least, DEPTH.each * k);
  const counts = interests.map(() => 0);
  const best = ranked[0]?.score ?? 0;
  const least = best > 0 ? WEAK * best : Number.NEGATIVE_INFINITY;
  return ranked.filter(({ interest, score }, place) => {
    // Unlikeness alone must bring nothing into the list that has hardly anything else to say for it.
    if (place >= 2 * k && score < least) return false;
    if (interest === undefined) return place < depth;
    const count = (counts[interest] ?? 0) + 1;
    counts[interest] = count;
    return place < depth || count <= DEPTH.interest;
  });
}

async function readPapers(
  store: Pick<PaperStore, 'byKeys'>,
  scored: readonly ScoredCandidate[],
  { matches }: Allowed,
): Promise<Map<number, Paper>> {
  const stored = await store.byKeys(scored.map(({ key }) => key));
  return new Map(stored.flatMap((one) => (one && (!matches || matches(one.paper)) ? [[one.key, one.paper] as const] : [])));
}

async function newestKeys(store: Pick<PaperStore, 'list'>, among: KeySet): Promise<number[]> {
  const keys: number[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES && keys.length < NEWEST; page++) {
    const { papers, next } = await store.list({ limit: PAGE, after });
    keys.push(...papers.map(({ key }) => key).filter((key) => among.has(key)));
    if (next === undefined) break;
    after = next;
  }
  return keys.slice(0, NEWEST);
}

/** Of the papers that were drawn those that would hardly have been picked: nothing known of the reader has found them, or far down. */
function strangersAmong(
  ranked: readonly ScoredCandidate[],
  explored: ReadonlySet<number>,
  pool: ReadonlySet<number>,
  k: number,
): Set<number> {
  const far = ranked.filter(({ key }, place) => explored.has(key) && (!pool.has(key) || place >= 2 * k));
  return new Set(far.map(({ key }) => key));
}

/** Random papers, the same all day. */
function drawn(among: KeySet, seed: string): number[] {
  const random = seededRandom(createHash('sha256').update(seed).digest().readUInt32LE());
  const found = new Set<number>();
  // Keys are dense, so that hardly a throw is lost: to list all papers would take longer.
  for (let i = 0; i < THROWS && found.size < EXPLORED; i++) {
    const key = Math.floor(random() * among.end);
    if (among.has(key)) found.add(key);
  }
  return [...found];
}

/** Puts the best of the strangers in the places for exploring. */
async function explore(
  store: Store,
  picks: ListDraft['picks'],
  strangers: readonly ScoredCandidate[],
  allowed: Allowed,
  places: readonly number[],
) {
  if (places.length === 0 || strangers.length === 0) return;
  const papers = await readPapers(store, strangers, allowed);
  const open = strangers.filter(({ key }) => papers.has(key));
  for (const place of places) {
    const head = open.find(({ key }) => !picks.some((pick) => pick.head.key === key));
    if (!head) return;
    picks.splice(Math.min(place, picks.length), 0, { head, others: [], paper: papers.get(head.key) as Paper, exploration: true });
  }
}
