import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Action } from '../../src/profile/event.js';
import { stateOf } from '../../src/profile/state.js';
import { day, eventsOfDays } from '../support/profiles.js';

const [A, B] = ['arxiv:2401.00001', 'arxiv:2401.00002'];

const after = (...actions: Action[]) => stateOf({ events: eventsOfDays(...actions) });
const like = (...papers: string[]): Action => ({ kind: 'like', papers });
const dislike = (...papers: string[]): Action => ({ kind: 'dislike', papers });
const undo = (event: string): Action => ({ kind: 'undo', event });

describe('what holds for a reader', () => {
  it('is nothing before they did anything', () => {
    const state = after();
    assert.equal(state.about, '');
    assert.deepEqual(state.rules, {});
    assert.equal(state.liked.size + state.disliked.size + state.read.size + state.hidden.size + state.seen.size, 0);
  });

  it('knows since when a paper is liked, read, hidden or seen', () => {
    const state = after(like(A, B), { kind: 'read', papers: [A] }, { kind: 'hide', papers: [B] }, { kind: 'seen', papers: [A, B] });
    assert.deepEqual(
      [...state.liked],
      [
        [A, day(0)],
        [B, day(0)],
      ],
    );
    assert.deepEqual([...state.read], [[A, day(1)]]);
    assert.deepEqual([...state.hidden], [[B, day(2)]]);
    assert.deepEqual([...state.seen.values()], [day(3), day(3)]);
  });

  it('is what they said last of a paper: a like ends a dislike and a hiding, a dislike ends a like', () => {
    const liked = after(dislike(A), { kind: 'hide', papers: [A] }, like(A));
    assert.deepEqual([...liked.liked.keys(), ...liked.disliked.keys(), ...liked.hidden.keys()], [A]);
    const disliked = after(like(A), dislike(A));
    assert.deepEqual([[...disliked.liked.keys()], [...disliked.disliked.keys()]], [[], [A]]);
  });

  it('has a paper that is liked again as the latest of all likes', () => {
    assert.deepEqual(
      [...after(like(A), like(B), like(A)).liked],
      [
        [B, day(1)],
        [A, day(2)],
      ],
    );
  });

  it('is without what was undone, and what that had ended holds again', () => {
    assert.deepEqual([...after(like(A), dislike(A), undo('e1')).liked.keys()], [A]);
    assert.deepEqual([...after(like(A), undo('e0')).liked.keys()], []);
  });

  it('is again with what was undone when the undoing is undone, to any depth', () => {
    const liked = (...undos: string[]) => after(like(A), ...undos.map(undo)).liked.size;
    assert.equal(liked('e0', 'e1'), 1);
    assert.equal(liked('e0', 'e1', 'e2'), 0);
    assert.equal(liked('e0', 'e1', 'e2', 'e3'), 1);
  });

  it('does not depend on the clock of an undo: neither the undoing nor its undoing has to stand behind what it names', () => {
    const [liked, first, second] = eventsOfDays(like(A), undo('e0'), undo('e1'));
    assert.ok(liked && first && second);
    assert.equal(stateOf({ events: [first, liked] }).liked.size, 0);
    assert.equal(stateOf({ events: [second, first, liked] }).liked.size, 1);
  });

  it('is worked out as well when undos undo each other in a circle', () => {
    assert.equal(after(like(A), { kind: 'undo', event: 'e2' }, { kind: 'undo', event: 'e1' }, undo('e0')).liked.size, 0);
  });

  it('does not change when something unknown is undone, or an event itself', () => {
    assert.equal(after(like(A), undo('nothing')).liked.size, 1);
    assert.equal(after(like(A), undo('e1')).liked.size, 1);
  });

  it('forgets of what was seen, read or hidden only what is reset', () => {
    const state = after(
      { kind: 'seen', papers: [A] },
      { kind: 'read', papers: [A] },
      { kind: 'reset', what: 'seen' },
      { kind: 'seen', papers: [B] },
    );
    assert.deepEqual([[...state.seen.keys()], [...state.read.keys()]], [[B], [A]]);
  });

  it('has whom and what they follow, and what they said last about themselves', () => {
    const state = after(
      { kind: 'follow', what: 'author', name: 'Ada Author' },
      { kind: 'follow', what: 'topic', name: 'retrieval' },
      { kind: 'unfollow', what: 'author', name: 'Ada Author' },
      { kind: 'about', text: 'sparse models' },
      { kind: 'about', text: 'dense models' },
    );
    assert.deepEqual([[...state.authors.keys()], [...state.topics.keys()], state.about], [[], ['retrieval'], 'dense models']);
  });

  it('changes of an interest only what was said about it', () => {
    const state = after(
      { kind: 'interest', interest: 'i1', papers: [A], name: 'Caches', weight: 2 },
      { kind: 'interest', interest: 'i1', muted: true, weight: 0 },
      { kind: 'interest', interest: 'i2', pinned: true },
    );
    assert.deepEqual(Object.fromEntries(state.interests), {
      i1: { papers: [A], name: 'Caches', weight: 0, muted: true },
      i2: { pinned: true },
    });
  });

  it('changes of the rules only those that were set, and takes back those that were unset', () => {
    const state = after(
      { kind: 'rules', set: { diversity: 0.5, window: 30 } },
      { kind: 'rules', set: { window: 60 } },
      { kind: 'rules', set: { exploration: 0.1 }, unset: ['diversity'] },
    );
    assert.deepEqual(state.rules, { window: 60, exploration: 0.1 });
  });
});
