import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mergeProfiles } from '../../src/profile/merge.js';
import { byTime } from '../../src/profile/profile.js';
import { writeProfile } from '../../src/profile/write-profile.js';
import { anyProfile, dayAt, eventsOfDays, profileOf } from '../support/profiles.js';

describe('merging two states of a profile', () => {
  it('gives the events of both, each once, by time', () => {
    const [one, two, three] = eventsOfDays(
      { kind: 'about', text: 'one' },
      { kind: 'about', text: 'two' },
      { kind: 'about', text: 'three' },
    );
    assert.ok(one && two && three);
    assert.deepEqual(mergeProfiles(profileOf([one, three]), profileOf([one, two])).events, [one, two, three]);
  });

  it('takes it as created when the earlier one was', () => {
    const later = { ...profileOf([]), created: dayAt(5) };
    assert.equal(mergeProfiles(later, profileOf([])).created, dayAt(0));
    assert.equal(mergeProfiles(profileOf([]), later).created, dayAt(0));
  });

  // Compared as files, since that is what is kept.
  const merged = (...[first, ...others]: [Parameters<typeof mergeProfiles>[0], ...Parameters<typeof mergeProfiles>]) =>
    writeProfile(others.reduce(mergeProfiles, first));

  it('has every event of either, in order, and no other', () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, (a, b) => {
        const { events } = mergeProfiles(a, b);
        assert.deepEqual(new Set(events.map(({ id }) => id)), new Set([...a.events, ...b.events].map(({ id }) => id)));
        assert.deepEqual(events.toSorted(byTime), events);
      }),
    );
  });

  it('changes nothing when it is done again, and does not depend on order or grouping', () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, anyProfile, (a, b, c) => {
        assert.equal(merged(a, b, b), merged(a, b, a));
        assert.equal(merged(a, b, a), merged(b, a, a));
        assert.equal(merged(a, b, c), merged(a, mergeProfiles(b, c), a));
        assert.equal(merged(a, a, a), writeProfile(a));
      }),
    );
  });
});
