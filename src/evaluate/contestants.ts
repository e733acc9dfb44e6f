import { PaperkinError } from '../errors.js';
import type { KeySet } from '../paper/key-set.js';
import type { Profile } from '../profile/profile.js';
import type { Picks } from '../recommend/answer.js';
import type { Recommender } from '../recommend/recommender.js';
import type { Answer } from '../search/answer.js';
import type { Views } from '../search/candidates.js';
import { MAX_K, type Mode, type SearchQuery, type SimilarQuery } from '../search/query.js';
import type { PaperStore } from '../stores/paper-store.js';
import { BASELINES, type Baseline, topKeys } from './baselines.js';
import { dayAfter } from './made-up.js';

/** Who is compared: ourselves first, then what is simpler. */

/** A question of a benchmark with the papers that are here. */
export interface Question {
  /** Words, one paper by id, or a reader. */
  by: { text: string } | { paper: string } | { profile: Profile; likes: readonly number[] };
  /** Keys. */
  relevant: ReadonlySet<number>;
}

export interface Contestant {
  name: string;
  /** Keys of papers, the best first. */
  answer(question: Question): Promise<number[]>;
}

export interface ContestParts {
  store: Pick<PaperStore, 'keysOf'>;
  search(query: SearchQuery): Promise<Answer>;
  similar(query: SimilarQuery): Promise<Answer>;
}

/** How many are asked for. */
export const LIST_LENGTH = 100;

/** @param only The papers of the benchmark, where there are others here. */
export function questionContestants(parts: ContestParts, only: KeySet | undefined): Contestant[] {
  const asked = (mode: Mode) => async (question: Question) => {
    // There is no filter of so many ids: what is not of the benchmark is left out of a longer list.
    const order = { k: only ? MAX_K : LIST_LENGTH, mode };
    const { results } = await ask(parts, question, order);
    const keys = await knownKeys(
      parts.store,
      results.flatMap(({ paper, duplicates = [] }) => [paper.id, ...duplicates]),
    );
    return keys.filter((key) => only?.has(key) ?? true).slice(0, LIST_LENGTH);
  };
  return [
    { name: 'ours', answer: asked('hybrid') },
    { name: 'meaning alone', answer: asked('dense') },
    { name: 'words alone', answer: asked('lexical') },
  ];
}

async function ask({ search, similar }: ContestParts, { by }: Question, order: { k: number; mode: Mode }): Promise<Answer> {
  if ('paper' in by) return similar({ ids: [by.paper], ...order });
  if (!('text' in by)) return { results: [] };
  try {
    return await search({ query: by.text, ...order });
  } catch (error) {
    // A question that nobody wrote for our syntax: its words are meant as words.
    if (!(error instanceof PaperkinError && error.code === 'INVALID_INPUT')) throw error;
    return search({ query: by.text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' '), ...order });
  }
}

/**
 * @param views In which baselines compare.
 * @param candidates The only papers that there are.
 * @param recommender Which knows the profiles of the questions.
 * @param now When readers look for more. Default: the day after they liked something last.
 */
export function readerContestants(
  store: ContestParts['store'],
  views: Views,
  candidates: KeySet,
  recommender: Pick<Recommender, 'recommend'>,
  now?: Date,
): Contestant[] {
  const asBaseline = (baseline: Baseline) => async (question: Question) => {
    if (!('profile' in question.by)) return [];
    const { likes } = question.by;
    const known = new Set(likes);
    const keys = [...candidates].filter((key) => !known.has(key));
    return topKeys(keys, await baseline(views, likes, keys), LIST_LENGTH);
  };
  return [
    {
      name: 'ours',
      async answer({ by }) {
        if (!('profile' in by)) return [];
        const plain = { k: LIST_LENGTH, exploration: 0, diversity: 0, freshness: 0 };
        const picks = await recommender.recommend(
          { profile: by.profile.name, ...plain },
          { now: now ?? dayAfter(by.profile), only: candidates },
        );
        return (await knownKeys(store, idsIn(picks))).slice(0, LIST_LENGTH);
      },
    },
    ...Object.entries(BASELINES).map(([name, baseline]) => ({ name, answer: asBaseline(baseline) })),
  ];
}

/** Ids of a list; versions of one text stand behind each other. */
export function idsIn({ picks }: Pick<Picks, 'picks'>): string[] {
  return picks.flatMap(({ paper, duplicates = [] }) => [paper.id, ...duplicates]);
}

export async function knownKeys(store: ContestParts['store'], ids: readonly string[]): Promise<number[]> {
  return (await store.keysOf(ids)).filter((key) => key !== undefined);
}
