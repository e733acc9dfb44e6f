import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Deed } from '../../src/profile/event.js';
import { byTime, eventsOf, foldName, momentAfter, profileNameSchema } from '../../src/profile/profile.js';
import { dayAt, eventsOfDays } from '../support/profiles.js';

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
      ['ΟΔΟΣ', 'οδος'],
    ] as const)
      assert.equal(foldName(one), foldName(other));
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => assert.equal(foldName(foldName(name)), foldName(name))));
  });
});

describe('deeds of one moment', () => {
  it('keep their order as events, whatever their ids', () => {
    const deeds: Deed[] = Array.from({ length: 50 }, (_, i) => ({ kind: 'about', text: String(i) }));
    const events = eventsOf(deeds, new Date(), randomUUID);
    assert.deepEqual(events.toSorted(byTime), events);
    assert.deepEqual(
      events.map((event) => event.kind === 'about' && event.text),
      deeds.map((_, i) => String(i)),
    );
  });

  it('come after all that was done before, also when the clock is behind', () => {
    const events = eventsOfDays({ kind: 'about', text: 'one' }, { kind: 'about', text: 'two' });
    const soon = (day: number, ahead: number) => new Date(Date.parse(dayAt(day)) + ahead);
    assert.deepEqual(momentAfter(events, soon(1, 5)), soon(1, 5));
    assert.deepEqual(momentAfter(events, soon(1, 0)), soon(1, 1));
    assert.deepEqual(momentAfter(events, soon(1, -60_000)), soon(1, 1));
    assert.deepEqual(momentAfter([], soon(1, 0)), soon(1, 0));
  });

  it('do not follow an event into a far future that no clock has seen', () => {
    const events = eventsOfDays({ kind: 'about', text: 'one' }, { kind: 'about', text: 'two' }, { kind: 'about', text: 'three' });
    assert.deepEqual(momentAfter(events, new Date(dayAt(0))), new Date(Date.parse(dayAt(1)) + 1));
    assert.deepEqual(momentAfter(events, new Date(dayAt(-3))), new Date(dayAt(-3)));
  });
});
