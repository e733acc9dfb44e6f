import { PaperkinError } from '../errors.js';
import type { Action, ProfileEvent } from '../profile/event.js';
import { areSameAction, type Profile } from '../profile/profile.js';
import { undoneIn } from '../profile/state.js';
import { findPapers } from '../stores/find-papers.js';
import type { PaperStore } from '../stores/paper-store.js';

/** Papers that one event can name. */
const MAX_PAPERS = 1_000;

/**
 * The deeds as they are kept: each paper once, under its canonical id. What is liked, disliked or made an interest of has to be
 * here, or it could not be learnt from; what is read, hidden or seen need not.
 * @throws PAPER_NOT_FOUND
 */
export async function resolveActions(store: Pick<PaperStore, 'find'>, actions: readonly Action[]): Promise<Action[]> {
  const kept: Action[] = [];
  for (const action of actions) {
    if (!('papers' in action) || action.papers === undefined) kept.push(action);
    else kept.push({ ...action, papers: await canonical(store, action.papers, action.kind) });
  }
  return kept;
}

async function canonical(store: Pick<PaperStore, 'find'>, ids: readonly string[], kind: Action['kind']): Promise<string[]> {
  const mayBeAway = kind === 'read' || kind === 'hide' || kind === 'seen';
  const found = mayBeAway ? await store.find(ids) : await findPapers(store, ids);
  return [...new Set(ids.map((id, i) => found[i]?.paper.id ?? id))];
}

/** Any number of papers liked, in as few events as can hold them. */
export function likesOf(papers: readonly string[]): Action[] {
  const likes: Action[] = [];
  for (let i = 0; i < papers.length; i += MAX_PAPERS) likes.push({ kind: 'like', papers: papers.slice(i, i + MAX_PAPERS) });
  return likes;
}

/**
 * What is to be undone: the event of this id; without one all events of the last deed that counts. What was merely shown to a reader (`seen`) is nothing that they did.
 * @throws INVALID_INPUT when there is nothing, or no such event
 */
export function eventsToUndo(profile: Profile, id: string | undefined): ProfileEvent[] {
  const undone = undoneIn(profile);
  if (id !== undefined) return [eventNamed(profile, id, undone)];
  const counts = ({ id, kind }: ProfileEvent) => kind !== 'undo' && kind !== 'seen' && !undone.has(id);
  const last = profile.events.findLast(counts);
  if (last === undefined) throw new PaperkinError('INVALID_INPUT', `There is nothing to undo in the profile "${profile.name}".`);
  return profile.events.filter((event) => areSameAction(event, last) && counts(event));
}

function eventNamed({ name, events }: Profile, id: string, undone: ReadonlySet<string>): ProfileEvent {
  const event = events.find((each) => each.id === id);
  if (event === undefined) {
    const remedy = 'Take the id that was given when it was done, or one of the file that "paperkin profile export" writes.';
    throw new PaperkinError('INVALID_INPUT', `event: the profile "${name}" has none of this id.`, { value: id, remedy });
  }
  if (undone.has(id)) throw new PaperkinError('INVALID_INPUT', 'event: has been undone already.', { value: id });
  return event;
}
