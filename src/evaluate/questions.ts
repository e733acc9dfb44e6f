import { parseId } from '../paper/id.js';
import type { StoredPaper } from '../paper/paper.js';
import type { Profile } from '../profile/profile.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { Ask, Benchmark } from './benchmark.js';
import type { Question } from './contestants.js';
import { madeUpProfile } from './made-up.js';

type Store = Pick<PaperStore, 'byKeys' | 'find'>;

/**
 * What of a benchmark can be asked of the papers that are here. Where readers ask, nobody else does.
 * @param keys Of its papers, by their ids in it.
 * @returns The questions, and by name the profiles that are made up for readers.
 */
export async function questionsOf(
  store: Store,
  { asks }: Benchmark,
  keys: ReadonlyMap<string, number>,
): Promise<{ questions: Question[]; profiles: Map<string, Profile> }> {
  const profiles = new Map<string, Profile>();
  const questions: Question[] = [];
  const byReaders = asks.some(({ liked }) => liked);
  for (const ask of asks.filter(({ liked }) => !byReaders || liked)) {
    const asker = await askerOf(store, ask, keys, `reader-${profiles.size}`);
    const relevant = new Set(ask.relevant.flatMap((id) => keys.get(id) ?? []));
    // Nobody is answered with what they asked by.
    for (const key of asker?.keys ?? []) relevant.delete(key);
    if (!asker || relevant.size === 0) continue;
    if ('profile' in asker.by) profiles.set(asker.by.profile.name, asker.by.profile);
    questions.push({ by: asker.by, relevant });
  }
  return { questions, profiles };
}

/** Who or what asks, and the keys of these papers; undefined where they are not here. */
async function askerOf(
  store: Store,
  { id, text, liked }: Ask,
  keys: ReadonlyMap<string, number>,
  name: string,
): Promise<{ by: Question['by']; keys: number[] } | undefined> {
  if (text !== undefined) return /[\p{L}\p{N}]/u.test(text) ? { by: { text }, keys: [] } : undefined;
  if (liked === undefined) {
    const key = keys.get(id);
    const [stored] = key === undefined ? [] : await store.byKeys([key]);
    return stored && { by: { paper: stored.paper.id }, keys: [stored.key] };
  }
  const found = await likedPapers(store, liked, keys);
  if (found.length === 0) return undefined;
  const profile = madeUpProfile(
    name,
    found.map(({ paper }) => paper),
  );
  const likes = found.map(({ key }) => key);
  return { by: { profile, likes }, keys: likes };
}

/** The newest first. What a reader likes need not be in the corpus. */
async function likedPapers(store: Store, liked: readonly string[], keys: ReadonlyMap<string, number>): Promise<StoredPaper[]> {
  const outside = liked.filter((id) => !keys.has(id)).map((id) => parseId(id) ?? id);
  const [inside, others] = await Promise.all([store.byKeys(liked.flatMap((id) => keys.get(id) ?? [])), store.find(outside)]);
  const found = new Map([...inside, ...others].flatMap((stored) => (stored ? [[stored.key, stored] as const] : [])));
  return [...found.values()].sort((a, b) => ((a.paper.published ?? '') < (b.paper.published ?? '') ? 1 : -1));
}
