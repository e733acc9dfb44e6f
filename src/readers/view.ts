import type { Profile } from '../profile/profile.js';
import { stateOf } from '../profile/state.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { LikedPaper, ProfileView } from './answer.js';

const MAX_LIKES = 50;

/** A profile as people want to see it. */
export async function viewOf(store: Pick<PaperStore, 'find'>, profile: Profile): Promise<ProfileView> {
  const { about, liked, disliked, read, hidden, seen, authors, topics, rules } = stateOf(profile);
  const newest = [...liked].slice(-MAX_LIKES).reverse();
  const found = await store.find(newest.map(([id]) => id));
  const likes = newest.map(([id, at], i): LikedPaper => {
    const title = found[i]?.paper.title;
    return { id, at: new Date(at).toISOString(), ...(title === undefined ? {} : { title }) };
  });
  const { name, created, events } = profile;
  return {
    name,
    created,
    updated: events.at(-1)?.at ?? created,
    about,
    likes,
    authors: [...authors.keys()],
    topics: [...topics.keys()],
    rules,
    counts: {
      liked: liked.size,
      disliked: disliked.size,
      read: read.size,
      hidden: hidden.size,
      seen: seen.size,
      events: events.length,
    },
  };
}
