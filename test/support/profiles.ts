import fc from 'fast-check';
import { type Action, eventSchema, type ProfileEvent } from '../../src/profile/event.js';
import { sortEvents } from '../../src/profile/merge.js';
import type { Profile } from '../../src/profile/profile.js';

const BEGIN = Date.parse('2026-01-01T00:00:00Z');

/** Deeds as events `e0`, `e1` and so on, a day apart. */
export function eventsOfDays(...actions: readonly Action[]): ProfileEvent[] {
  return actions.map((deed, day) => ({ id: `e${day}`, at: dayAt(day), ...deed }));
}

/** The time of a day since the beginning of 2026. */
export function dayAt(day: number): string {
  return new Date(BEGIN + day * 86_400_000).toISOString();
}

/** A day since the beginning of 2026, as states hold it. */
export function day(number: number): number {
  return Date.parse(dayAt(number));
}

export function profileOf(events: readonly ProfileEvent[], name = 'ann'): Profile {
  return { paperkin: 'profile/1', name, created: dayAt(0), events: [...events] };
}

const papers = fc.uniqueArray(fc.constantFrom('arxiv:2401.00001', 'arxiv:2401.00002', 'doi:10.1145/x'), { minLength: 1 });
/** Text that JSON has to escape, and that a careless reader of lines would stumble over. */
const text = fc.oneof(
  fc.constantFrom('"', '// no comment', '/* */', '\u2028', 'é\u0301', ',]}', '\uFEFF'),
  fc.string({ unit: 'grapheme' }),
);
const name = text.map((around) => `a${around}`.slice(0, 100).trim());

const deed: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom('like', 'dislike', 'read', 'hide', 'seen'), papers }),
  fc.record({ kind: fc.constantFrom('follow', 'unfollow'), what: fc.constantFrom('author', 'topic'), name }),
  fc.record({ kind: fc.constant('about'), text: text.map((said) => said.trim()) }),
  fc.record({
    kind: fc.constant('interest'),
    interest: fc.constantFrom('i1', 'i2'),
    muted: fc.boolean(),
    weight: fc.double({ min: 0, max: 10, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('rules'), set: fc.record({ diversity: fc.constantFrom(0, 0.5), filter: fc.constant({ from: '2024' }) }) }),
  fc.record({ kind: fc.constant('undo'), event: fc.integer({ min: 0, max: 12 }).map((id) => `e${id}`) }),
  fc.record({ kind: fc.constant('reset'), what: fc.constantFrom('seen', 'read', 'hide') }),
) as fc.Arbitrary<Action>;

/** Few ids and moments, so that events meet under one of them. As a schema would give it. */
const event: fc.Arbitrary<ProfileEvent> = fc
  .record({
    deed,
    id: fc.integer({ min: 0, max: 12 }),
    moment: fc.integer({ min: 0, max: 3 }),
    order: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    action: fc.constantFrom(undefined, 'd1', 'd2'),
  })
  .map(({ deed, id, moment, order, action }) => {
    const place = order === undefined ? {} : { order: day(order) };
    return eventSchema.parse({ ...deed, id: `e${id}`, at: dayAt(moment), ...place, ...(action === undefined ? {} : { deed: action }) });
  });

/** States of one profile: each id once, in order. */
export const anyProfile: fc.Arbitrary<Profile> = fc
  .record({ events: fc.uniqueArray(event, { selector: ({ id }) => id, maxLength: 10 }), created: fc.integer({ min: 0, max: 3 }) })
  .map(({ events, created }) => ({ ...profileOf(sortEvents(events)), created: dayAt(created) }));
