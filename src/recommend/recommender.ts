import type { MeaningView } from '../indexing/meaning-view.js';
import type { Paper } from '../paper/paper.js';
import type { Profile } from '../profile/profile.js';
import type { Views } from '../search/candidates.js';
import type { CorpusSample } from './background.js';
import { Sampler } from './background.js';
import { followedAuthor, sharedTerms, termsAt, type Why } from './explain.js';
import type { Recommendation } from './query.js';
import { loadReader, type Reader } from './reader.js';
import { modelOf, type ReaderModel } from './reader-model.js';
import { type Draft, draftList, type Scored, type Store } from './recommend.js';
import type { PickParts } from './scoring.js';
import type { Learner } from './taste.js';

/** A paper that is worth a reader's morning, and why. */
export interface Pick {
  paper: Paper;
  /** The sum of the parts: how far it stands out of the papers of this corpus, in standard deviations. */
  score: number;
  parts: PickParts;
  why: Why;
  /** Ids of near-duplicates that stand behind it. */
  duplicates?: string[];
}

export interface InterestSummary {
  id: string;
  name: string;
  /** 0..1; 0 where it is muted. */
  share: number;
  muted: boolean;
  pinned: boolean;
  /** Ids of the liked papers in it, the newest like first. */
  likes: string[];
}

export interface Picks {
  profile: string;
  picks: Pick[];
  interests: InterestSummary[];
  /** How many papers the rules allow, and how many of them were weighed. */
  allowed: number;
  weighed: number;
  /** When the list was made. */
  made: string;
}

/** Readers whose models are kept: a model is some 500 KB. */
const KEPT_MODELS = 64;
/** Liked papers that an explanation names. */
const NAMED_LIKES = 2;

export interface RecommenderParts {
  store: Store;
  learner: Learner;
}

interface Prepared {
  views: Views;
  reader: Reader;
  model: ReaderModel;
  sample: CorpusSample;
}

/** Picks for readers. Keeps what it has learnt of each until they do something else. */
export class Recommender {
  readonly #parts: RecommenderParts;
  readonly #sampler = new Sampler();
  readonly #models = new Map<string, { state: string; model: Promise<ReaderModel> }>();

  constructor(parts: RecommenderParts) {
    this.#parts = parts;
  }

  /** The list for a reader. */
  async recommend(meaning: MeaningView, words: Views['words'], profile: Profile, query: Recommendation, now: Date): Promise<Picks> {
    const prepared = await this.#prepare(meaning, words, profile, now);
    const draft = await draftList({ store: this.#parts.store, views: prepared.views }, prepared, query, now);
    return {
      profile: profile.name,
      picks: await this.#explained(prepared, draft),
      interests: prepared.model.interests.map(summaryOf),
      allowed: draft.among,
      weighed: draft.ranked.length,
      made: now.toISOString(),
    };
  }

  /** What the reader is interested in. */
  async interests(meaning: MeaningView, words: Views['words'], profile: Profile, now: Date): Promise<InterestSummary[]> {
    return (await this.#prepare(meaning, words, profile, now)).model.interests.map(summaryOf);
  }

  /** Forgets what it has learnt of a reader. */
  forget(name: string): void {
    this.#models.delete(name);
  }

  close(): Promise<void> {
    return this.#parts.learner.close();
  }

  async #prepare(meaning: MeaningView, words: Views['words'], profile: Profile, now: Date): Promise<Prepared> {
    const views = { meaning, words };
    const identity = `${meaning.model.id}/${meaning.dimensions}`;
    const sample = await this.#sampler.sample(views, identity, meaning.dimensions);
    const reader = await loadReader(this.#parts.store, profile, now);
    // Likes fade by the day; papers that are new here may be liked ones.
    const state = `${sample.identity} ${profile.events.length} ${profile.events.at(-1)?.id} ${reader.judged.size} ${now.toISOString().slice(0, 10)}`;
    const known = this.#models.get(profile.name);
    this.#models.delete(profile.name);
    const model = known?.state === state ? known.model : modelOf({ ...this.#parts, views }, reader, sample);
    this.#models.set(profile.name, { state, model });
    model.catch(() => this.forget(profile.name));
    for (const name of this.#models.keys()) {
      if (this.#models.size <= KEPT_MODELS) break;
      this.#models.delete(name);
    }
    return { views, reader, model: await model, sample };
  }

  async #explained({ views, reader, model }: Prepared, { picks }: Draft): Promise<Pick[]> {
    const nearest = picks.map(({ head }) => nearestLikes(head, NAMED_LIKES));
    const likeKeys = [...new Set(nearest.flat().map((column) => model.likes[column]?.key ?? 0))];
    const keys = [...picks.map(({ head }) => head.key), ...likeKeys];
    const [terms, liked, others, meaning, words] = await Promise.all([
      views.words.vectors(keys),
      this.#parts.store.byKeys(likeKeys),
      this.#parts.store.byKeys(picks.flatMap((pick) => pick.others.map(({ key }) => key))),
      views.meaning.pairwise(
        picks.map(({ head }) => head.key),
        likeKeys,
      ),
      views.words.pairwise(
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
          return [{ id: stored.paper.id, title: stored.paper.title, meaning: meaning[cell] || 0, words: words[cell] || 0 }];
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
function nearestLikes({ likeness }: Scored, count: number): number[] {
  return [...likeness.keys()]
    .sort((a, b) => (likeness[b] as number) - (likeness[a] as number) || a - b)
    .slice(0, count)
    .filter((column) => (likeness[column] as number) > 0);
}

function summaryOf({ id, name, share, muted, pinned, likes }: ReaderModel['interests'][number]): InterestSummary {
  return { id, name, share, muted, pinned, likes: likes.map((like) => like.id) };
}
