import { LRUCache } from 'lru-cache';
import { vectorIdentity } from '../dense/vector-index.js';
import type { DenseView } from '../indexing/dense-view.js';
import type { DenseViews } from '../indexing/dense-views.js';
import type { LexicalView } from '../indexing/lexical-view.js';
import { parseQuery } from '../input/parse-query.js';
import type { AnyJob } from '../jobs/job.js';
import type { KeySet } from '../paper/key-set.js';
import type { StoredPaper } from '../paper/paper.js';
import type { Profile } from '../profile/profile.js';
import type { Views } from '../search/candidates.js';
import type { KeysOfTopic } from '../search/select-papers.js';
import { findPapers } from '../stores/find-papers.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { ProfileStore } from '../stores/profile-store.js';
import type { InterestSummary, PickedPaper, Picks, Why, WhyNot } from './answer.js';
import { Sampler } from './background.js';
import { followedAuthor, sharedTerms, termsAt } from './explain.js';
import { OtherReaders } from './others.js';
import { type CachedPicks, PicksCache, stateOfProfile } from './picks-cache.js';
import { type PicksJobParts, picksJob, refreshAll } from './picks-job.js';
import { type Recommendation, type RecommendQuery, recommendSchema, type WhyNotQuery, whyNotSchema } from './query.js';
import { loadReader, type Reader } from './reader.js';
import { modelOf, type ReaderModel } from './reader-model.js';
import { draftList, type ListDraft, type ScoredCandidate, type Store } from './recommend.js';
import type { Learner } from './taste.js';
import { missingScore, obstaclesTo } from './why-not.js';

/** Readers whose models are kept: a model is some 500 KB. */
const KEPT_MODELS = 64;
/** Liked papers that an explanation names. */
const NAMED_LIKES = 2;
/** A second one has to be so near, compared with the first: it would explain nothing, and bring in terms by chance. */
const NAMED_SHARE = 0.5;

export interface RecommenderParts {
  store: Store & Pick<PaperStore, 'find'>;
  profiles: Pick<ProfileStore, 'read' | 'list'>;
  views: Pick<DenseViews, 'use'>;
  lexical: LexicalView;
  learner: Learner;
  keysOfTopic: KeysOfTopic;
}

interface Prepared {
  views: Views;
  reader: Reader;
  learning: Promise<ReaderModel>;
  /** What others like, by key: see `OtherReaders`. */
  liked: ReadonlyMap<number, number>;
}

/** What may be in a list again where repeats are asked for. */
const FORGIVEN: ReadonlySet<string> = new Set(['hidden', 'read', 'seen']);

/** What a replay of the past sets otherwise. */
export interface ReplaySettings {
  /** When likes are looked back at from, and the day that exploring is drawn for. Default: now. */
  now?: Date;
  /** The only papers that there are to be picked. Default: all. */
  only?: KeySet | undefined;
}

/**
 * Picks for readers, like a newspaper that is made for each, with the reason beside every paper. Keeps what it has learnt of each until they
 * do something else. A profile that is not there is PROFILE_NOT_FOUND.
 *
 *     const { picks } = await engine.recommender.recommend({ profile: 'ana', k: 3 }); // picks[0].paper, .parts, .why
 *     const { obstacles } = await engine.recommender.whyNot({ profile: 'ana', paper: '2405.16444' });
 */
export class Recommender {
  readonly #parts: RecommenderParts;
  readonly #sampler = new Sampler();
  readonly #others: OtherReaders;
  readonly #kept = new PicksCache();
  /** Makes lists before they are asked for. */
  readonly job: AnyJob & { readonly watched: boolean };
  readonly #listing: PicksJobParts;
  #refreshing: Promise<void> | undefined;
  readonly #models = new LRUCache<string, { state: string; model: Promise<ReaderModel> }>({ max: KEPT_MODELS });

  constructor(parts: RecommenderParts) {
    this.#parts = parts;
    this.#others = new OtherReaders(parts);
    this.#listing = {
      ...parts,
      reached: () => this.#reached(),
      refresh: (profile) => this.#refresh(parseQuery(recommendSchema, { profile })),
    };
    this.job = picksJob(this.#listing);
  }

  /**
   * The list for a reader, each paper with its reasons. A server has made it before: then it says how fresh it is, and is made
   * anew in the background where papers have come since. What the reader does counts at once.
   * @throws INVALID_INPUT, PROFILE_NOT_FOUND, PROFILE_UNREADABLE
   */
  async recommend(query: RecommendQuery, replaySettings: ReplaySettings = {}): Promise<Picks> {
    const checked = parseQuery(recommendSchema, query);
    const profile = await this.#parts.profiles.read(checked.profile);
    // Topics change without a trace in the store or the profile.
    if (replaySettings.now || replaySettings.only || checked.filter?.topic) return this.#make(profile, checked, replaySettings);
    const kept = this.#kept.get(profile, checked);
    if (kept && (await this.#isCurrent(kept))) return kept.picks;
    if (!kept || !this.job.watched) return this.#makeAndKeep(profile, checked);
    // One at a time: the next one who asks gives the next one its turn.
    this.#refreshing ??= this.#makeAndKeep(profile, checked)
      .then(() => undefined)
      .catch(() => undefined)
      .finally(() => {
        this.#refreshing = undefined;
      });
    return { ...kept.picks, upToDate: false };
  }

  /** Makes the usual lists of all readers, as a server does when papers have come; gives how many there are. */
  refreshAll(): Promise<number> {
    return refreshAll(this.#listing);
  }

  /**
   * Why a paper is not in the list that the same question gives: which deed or rule keeps it out, or what its score lacks.
   * @throws INVALID_INPUT, INVALID_ID, PAPER_NOT_FOUND, PROFILE_NOT_FOUND, PROFILE_UNREADABLE
   */
  async whyNot(query: WhyNotQuery, { now = new Date(), only }: ReplaySettings = {}): Promise<WhyNot> {
    const { paper: id, ...checked } = parseQuery(whyNotSchema, query);
    const [paper] = (await findPapers(this.#parts.store, [id])) as [StoredPaper];
    const profile = await this.#parts.profiles.read(checked.profile);
    return this.#with(profile, now, async (prepared) => {
      const { views, reader } = prepared;
      const draft = await draftList({ ...this.#parts, views }, prepared, checked, { now, only }, [paper.key]);
      const obstacles = await obstaclesTo({ ...this.#parts, lexical: views.lexical }, paper, reader, draft.rules, draft.newest);
      return missingScore(draft, paper, checked.repeats ? obstacles.filter(({ kind }) => !FORGIVEN.has(kind)) : obstacles);
    });
  }

  /**
   * What a reader is interested in, the greatest share first.
   * @throws INVALID_INPUT, PROFILE_NOT_FOUND, PROFILE_UNREADABLE
   */
  async interests(name: string, now = new Date()): Promise<InterestSummary[]> {
    return this.#with(await this.#parts.profiles.read(name), now, async ({ learning }) =>
      (await learning).interests.map(summarizeInterest),
    );
  }

  async close(): Promise<void> {
    const job = this.job.close();
    await this.#parts.learner.close();
    await Promise.all([job, this.#refreshing]);
  }

  async #makeAndKeep(profile: Profile, query: Recommendation): Promise<Picks> {
    const now = new Date();
    const sequence = await this.#reached();
    const picks = await this.#make(profile, query, { now });
    this.#kept.set(profile, { picks, query, sequence, day: dayOf(now) });
    return picks;
  }

  async #refresh(query: Recommendation): Promise<void> {
    const profile = await this.#parts.profiles.read(query.profile);
    const kept = this.#kept.get(profile, query);
    if (!kept || !(await this.#isCurrent(kept))) await this.#makeAndKeep(profile, query);
  }

  async #isCurrent({ sequence, day }: CachedPicks): Promise<boolean> {
    return sequence === (await this.#parts.store.sequence()) && day === dayOf(new Date());
  }

  /** Up to which change of the store the indexes answer: those of a server are behind it by two seconds. */
  async #reached(): Promise<number> {
    const { views, lexical } = this.#parts;
    const reached = await views.use(async (dense) => Promise.all([dense.keeper.reached(), lexical.keeper.reached()]));
    return Math.min(...reached);
  }

  #make(profile: Profile, query: Recommendation, { now = new Date(), only }: ReplaySettings): Promise<Picks> {
    return this.#with(profile, now, async (prepared) => {
      const draft = await draftList({ ...this.#parts, views: prepared.views }, prepared, query, { now, only });
      return {
        profile: profile.name,
        picks: await this.#explained(prepared, draft),
        interests: (await prepared.learning).interests.map(summarizeInterest),
        allowed: draft.among,
        weighed: draft.ranked.length,
        made: now.toISOString(),
        upToDate: true,
      };
    });
  }

  async #with<T>(profile: Profile, now: Date, use: (prepared: Prepared) => Promise<T>): Promise<T> {
    const { views, lexical } = this.#parts;
    return views.use(async (dense) => use(await this.#prepare({ dense, lexical }, dense, profile, now)));
  }

  async #prepare(views: Views, dense: DenseView, profile: Profile, now: Date): Promise<Prepared> {
    const sample = await this.#sampler.sample(views, vectorIdentity(dense.model.id, dense.dimensions), dense.dimensions);
    const reader = await loadReader(this.#parts.store, profile, now);
    // Likes fade by the day; papers that are new here may be liked ones.
    const state = `${sample.identity} ${stateOfProfile(profile)} ${reader.judged.size} ${dayOf(now)}`;
    const known = this.#models.get(profile.name);
    const model = known?.state === state ? known.model : modelOf({ ...this.#parts, views }, reader, sample);
    this.#models.set(profile.name, { state, model });
    model.catch(() => this.#models.delete(profile.name));
    return { views, reader, learning: model, liked: await this.#others.likedBy(reader) };
  }

  async #explained({ views, reader, learning }: Prepared, { picks }: ListDraft): Promise<PickedPaper[]> {
    const model = await learning;
    const nearest = picks.map(({ head }) => nearestLikes(head, NAMED_LIKES));
    const likeKeys = [...new Set(nearest.flat().map((column) => model.likes[column]?.key ?? 0))];
    const keys = [...picks.map(({ head }) => head.key), ...likeKeys];
    const [terms, liked, others, dense, lexical] = await Promise.all([
      views.lexical.vectors(keys),
      this.#parts.store.byKeys(likeKeys),
      this.#parts.store.byKeys(picks.flatMap((pick) => pick.others.map(({ key }) => key))),
      views.dense.pairwise(
        picks.map(({ head }) => head.key),
        likeKeys,
      ),
      views.lexical.pairwise(
        picks.map(({ head }) => head.key),
        likeKeys,
      ),
    ]);
    const ids = new Map(others.flatMap((stored) => (stored ? [[stored.key, stored.paper.id] as const] : [])));
    return picks.map(({ head, paper, others: same, exploration }, i) => {
      const near = (nearest[i] ?? []).map((column) => likeKeys.indexOf(model.likes[column]?.key ?? 0));
      const interest = head.interest === undefined || exploration ? undefined : model.interests[head.interest];
      const author = followedAuthor(paper, reader.state.authors.keys());
      const duplicates = same.flatMap(({ key }) => ids.get(key) ?? []);
      const why: Why = {
        ...(interest && { interest: { id: interest.id, name: interest.name } }),
        likes: near.flatMap((at) => {
          const stored = liked[at];
          if (!stored) return [];
          const cell = i * likeKeys.length + at;
          return [{ id: stored.paper.id, title: stored.paper.title, dense: dense[cell] || 0, lexical: lexical[cell] || 0 }];
        }),
        terms: sharedTerms(
          paper,
          termsAt(terms, i),
          near.map((at) => termsAt(terms, picks.length + at)),
        ),
        ...(author !== undefined && { author }),
        ...(exploration && { exploration: true as const }),
      };
      return { paper, score: head.score, parts: head.parts, why, ...(duplicates.length > 0 && { duplicates }) };
    });
  }
}

/** Columns of the likes nearest to a paper, the nearest first. */
function nearestLikes({ likeness }: ScoredCandidate, count: number): number[] {
  const nearest = [...likeness.keys()].sort((a, b) => (likeness[b] as number) - (likeness[a] as number) || a - b).slice(0, count);
  const least = NAMED_SHARE * (likeness[nearest[0] ?? 0] ?? 0);
  return nearest.filter((column) => (likeness[column] as number) > 0 && (likeness[column] as number) >= least);
}

function summarizeInterest({ id, name, share, muted, pinned, likes }: ReaderModel['interests'][number]): InterestSummary {
  return { id, name, share, muted, pinned, likes: likes.map((like) => like.id) };
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
