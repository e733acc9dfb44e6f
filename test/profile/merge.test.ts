import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mergeProfiles } from '../../src/profile/merge.js';
import type { Profile } from '../../src/profile/profile.js';
import { byTime } from '../../src/profile/profile.js';
import { writeProfile } from '../../src/profile/write-profile.js';
import { anyProfile, dayAt, eventsOfDays, profileOf } from '../support/profiles.js';

describe('merging two states of a profile', () => {
  it('gives the events of both, each once, by time', async () => {
    const [one, two, three] = eventsOfDays(
      { kind: 'about', text: 'one' },
      { kind: 'about', text: 'two' },
      { kind: 'about', text: 'three' },
    );
    assert.ok(one && two && three);
    assert.deepEqual((await mergeProfiles(profileOf([one, three]), profileOf([one, two]))).events, [one, two, three]);
  });

  it('takes it as created when the earlier one was', async () => {
    const later = { ...profileOf([]), created: dayAt(5) };
    assert.equal((await mergeProfiles(later, profileOf([]))).created, dayAt(0));
    assert.equal((await mergeProfiles(profileOf([]), later)).created, dayAt(0));
  });

  // Compared as files, since that is what is kept.
  const merged = async (...[first, ...others]: [Profile, ...Profile[]]) => {
    let all = first;
    for (const other of others) all = await mergeProfiles(all, other);
    return writeProfile(all);
  };

  it('has every event of either, in order, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(anyProfile, anyProfile, async (a, b) => {
        const { events } = await mergeProfiles(a, b);
        assert.deepEqual(new Set(events.map(({ id }) => id)), new Set([...a.events, ...b.events].map(({ id }) => id)));
        assert.deepEqual(events.toSorted(byTime), events);
      }),
    );
  });

  it('changes nothing when it is done again, and does not depend on order or grouping', async () => {
    await fc.assert(
      fc.asyncProperty(anyProfile, anyProfile, anyProfile, async (a, b, c) => {
        assert.equal(await merged(a, b, b), await merged(a, b, a));
        assert.equal(await merged(a, b, a), await merged(b, a, a));
        assert.equal(await merged(a, b, c), await merged(a, await mergeProfiles(b, c), a));
        assert.equal(await merged(a, a, a), writeProfile(a));
      }),
    );
  });
});
