import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Action, ProfileEvent } from '../../src/profile/event.js';
import { sortEvents } from '../../src/profile/merge.js';
import { areSameAction, byTime, eventsAfter, foldName, profileNameSchema } from '../../src/profile/profile.js';
import { day, dayAt, eventsOfDays } from '../support/profiles.js';

describe('the name of a profile', () => {
  it('is made of letters and digits of any script, and of dots, hyphens and underscores after the first', () => {
    for (const name of ['ann', 'Ann.B-2_c', 'Jürgen', '李雷', 'हिन्दी', '7', 'a'.repeat(64)])
      assert.equal(profileNameSchema.parse(name), name);
    for (const name of ['', '.', '..', '.ann', '-a', 'a b', 'a/b', 'a\\b', 'a:b', 'a\n', 'a\0', 'a%', 'a'.repeat(65), '𠀀'.repeat(64)])
      assert.equal(profileNameSchema.safeParse(name).success, false, JSON.stringify(name));
  });

  it('is one in both ways in which its letters can be written', () => {
    assert.equal(profileNameSchema.parse('Rene\u0301'), 'Ren\u00e9');
  });

  it('is told apart without regard to case, whatever the script', () => {
    for (const [one, other] of [
      ['Ann', 'aNN'],
      ['ÉTÉ', 'été'],
      ['STRASSE', 'straße'],
      ['STRAẞE', 'straße'],
      ['ΟΔΟΣ', 'οδος'],
    ] as const)
      assert.equal(foldName(one), foldName(other));
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => assert.equal(foldName(foldName(name)), foldName(name))));
  });
});

describe('the events of an action', () => {
  const about = (text: string): Action => ({ kind: 'about', text });
  const [one, two] = eventsOfDays(about('one'), about('two')) as [ProfileEvent, ProfileEvent];
  const acted = (events: readonly ProfileEvent[], at: number) => eventsAfter(events, [about('now')], new Date(at), randomUUID)[0];

  it('keep the order of its deeds, whatever their ids', () => {
    const actions = Array.from({ length: 50 }, (_, i) => about(String(i)));
    const events = eventsAfter([], actions, new Date(), randomUUID);
    assert.deepEqual(events.toSorted(byTime), events);
    assert.deepEqual(
      events.map((event) => event.kind === 'about' && event.text),
      actions.map((_, i) => String(i)),
    );
  });

  it('happen now, or a millisecond after the last event when the clock is a little behind', () => {
    for (const [ahead, expected] of [
      [5, 5],
      [0, 1],
      [-60_000, 1],
    ] as const)
      assert.equal(Date.parse(acted([one, two], day(1) + ahead)?.at ?? ''), day(1) + expected);
    assert.equal(acted([], day(1))?.at, dayAt(1));
  });

  it('keep their true time and stand last all the same when the clock is far behind', () => {
    const event = acted([one, two], day(-3));
    assert.deepEqual([event?.at, event?.order], [dayAt(-3), day(1) + 1]);
  });

  it('are always the last, as one action, however the clock jumps', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ day: fc.integer({ min: -500, max: 500 }), count: fc.integer({ min: 1, max: 3 }) })), (actions) => {
        let events: ProfileEvent[] = [];
        for (const { day: at, count } of actions) {
          const added = eventsAfter(
            events,
            Array.from({ length: count }, () => about('x')),
            new Date(day(at)),
            randomUUID,
          );
          events = sortEvents([...events, ...added]);
          assert.deepEqual(events.slice(-actions), added);
          assert.deepEqual(
            events.filter((event) => areSameAction(event, added[0] as ProfileEvent)),
            added,
          );
        }
      }),
    );
  });

  it('stand last behind any place that a file can name', () => {
    const far = { ...two, order: Number.MAX_SAFE_INTEGER - 1 };
    assert.equal(acted([one, far], day(1))?.order, Number.MAX_SAFE_INTEGER);
  });
});
