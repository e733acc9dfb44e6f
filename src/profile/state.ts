import type { Action, ProfileEvent } from './event.js';
import type { Profile } from './profile.js';
import type { Rules } from './rules.js';

/** What holds for a reader after all they did. Maps are from a paper's id to when it was done, in milliseconds since 1970. */
export interface ReaderState {
  liked: Map<string, number>;
  disliked: Map<string, number>;
  read: Map<string, number>;
  hidden: Map<string, number>;
  seen: Map<string, number>;
  /** Names as they were given, by when. */
  authors: Map<string, number>;
  topics: Map<string, number>;
  about: string;
  rules: Rules;
  interests: Map<string, InterestEdit>;
}

/** What a reader decided about an interest; `papers` are those that it stands on. */
export type InterestEdit = Omit<Extract<Action, { kind: 'interest' }>, 'kind' | 'interest'>;

/**
 * The ids of events that do not count: those that an undo names which counts itself. By names, not by time: the clock may
 * have gone back between an event and its undo.
 */
export function undoneIn({ events }: Pick<Profile, 'events'>): Set<string> {
  const undone = new Set<string>();
  const undos = new Map<string, Undo>();
  /** Undos of an event that have not been judged yet. */
  const unjudged = new Map<string, number>();
  for (const event of events) {
    if (event.kind !== 'undo') continue;
    undos.set(event.id, event);
    unjudged.set(event.event, (unjudged.get(event.event) ?? 0) + 1);
  }
  const judge = (first: Undo): void => {
    for (let undo: Undo | undefined = first; undo !== undefined; ) {
      undos.delete(undo.id);
      if (!undone.has(undo.id)) undone.add(undo.event);
      const left: number = (unjudged.get(undo.event) ?? 0) - 1;
      unjudged.set(undo.event, left);
      undo = left === 0 ? undos.get(undo.event) : undefined;
    }
  };
  for (const undo of [...undos.values()]) if (!unjudged.has(undo.id)) judge(undo);
  // What is left undoes itself in a circle, which only an editor can write: there the last one counts.
  for (const undo of [...undos.values()].reverse()) if (undos.has(undo.id)) judge(undo);
  return undone;
}

type Undo = Extract<ProfileEvent, { kind: 'undo' }>;

/** Works out what holds, in one pass over the events, which are in order. */
export function stateOf(profile: Pick<Profile, 'events'>): ReaderState {
  const undone = undoneIn(profile);
  const state: ReaderState = {
    liked: new Map(),
    disliked: new Map(),
    read: new Map(),
    hidden: new Map(),
    seen: new Map(),
    authors: new Map(),
    topics: new Map(),
    about: '',
    rules: {},
    interests: new Map(),
  };
  for (const event of profile.events) if (!undone.has(event.id)) apply(state, event);
  return state;
}

function apply(state: ReaderState, event: ProfileEvent): void {
  const at = Date.parse(event.at);
  switch (event.kind) {
    case 'like':
      mark(state.liked, event.papers, at, state.disliked, state.hidden);
      break;
    case 'dislike':
      mark(state.disliked, event.papers, at, state.liked);
      break;
    case 'read':
    case 'hide':
    case 'seen':
      mark(state[MAPS[event.kind]], event.papers, at);
      break;
    case 'follow':
      state[MAPS[event.what]].set(event.name, at);
      break;
    case 'unfollow':
      state[MAPS[event.what]].delete(event.name);
      break;
    case 'about':
      state.about = event.text;
      break;
    case 'interest': {
      const { id: _id, at: _at, deed: _action, order: _order, kind: _kind, interest, ...edit } = event;
      state.interests.set(interest, { ...state.interests.get(interest), ...edit });
      break;
    }
    case 'rules':
      state.rules = { ...state.rules, ...event.set };
      for (const rule of event.unset ?? []) delete state.rules[rule as keyof Rules];
      break;
    case 'reset':
      state[MAPS[event.what]].clear();
      break;
    case 'undo':
      break;
  }
}

/** Where it is kept what a deed is about. */
const MAPS = { read: 'read', hide: 'hidden', seen: 'seen', author: 'authors', topic: 'topics' } as const;

/** Marks papers, and takes from them what says the opposite. */
function mark(on: Map<string, number>, papers: readonly string[], at: number, ...off: Map<string, number>[]): void {
  for (const paper of papers) {
    for (const other of off) other.delete(paper);
    // Liked again is liked now: the order of a map is that of first insertion.
    on.delete(paper);
    on.set(paper, at);
  }
}
