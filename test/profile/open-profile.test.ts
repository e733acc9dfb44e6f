import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { openProfile } from '../../src/profile/open-profile.js';
import { readProfile } from '../../src/profile/read-profile.js';
import { profileText, writeProfile } from '../../src/profile/write-profile.js';
import { anyProfile, eventsOfDays, profileOf } from '../support/profiles.js';

const large = (count: number) =>
  profileOf(eventsOfDays(...Array.from({ length: count }, () => ({ kind: 'seen' as const, papers: ['arxiv:2401.00001'] }))));

/** How often others have had their turn before it is done. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ turns: number; result: T }> {
  let turns = 0;
  let done = false;
  const counting = (async () => {
    for (; !done; turns++) await setImmediate();
  })();
  const result = await work;
  done = true;
  await counting;
  return { turns, result };
}

describe('opening a profile', () => {
  it('gives what reading it gives, of what we wrote and of what others did', async () => {
    await fc.assert(
      fc.asyncProperty(anyProfile, async (profile) => {
        for (const text of [writeProfile(profile), JSON.stringify(profile), `// mine\n${writeProfile(profile)}`])
          assert.deepEqual(await openProfile(Buffer.from(text)), readProfile(Buffer.from(text)));
        assert.equal(await profileText(profile), writeProfile(profile));
      }),
      { numRuns: 50 },
    );
  });

  it('lets others have their turn, in whatever form a large one comes', async () => {
    const profile = large(20_000);
    for (const text of [writeProfile(profile), JSON.stringify(profile)]) {
      const { turns, result } = await turnsDuring(openProfile(Buffer.from(text)));
      assert.deepEqual(result.events.length, 20_000);
      assert.ok(turns >= 20, `${turns} turns`);
    }
    assert.ok((await turnsDuring(profileText(profile))).turns >= 20);
  });

  it('says in which line a large one is wrong that somebody has edited', async () => {
    const text = writeProfile(large(2_000))
      .replace('"e1500"', '"e1499"')
      .replace('"kind":"seen","papers":["arxiv:2401.00001"],"id":"e7"', '"kind":"sown","id":"e7"');
    await assert.rejects(openProfile(Buffer.from(text), { file: 'ann.json' }), {
      code: 'PROFILE_UNREADABLE',
      message: /^ann\.json, line 13: events\.7\.kind: /,
    });
  });

  it('refuses millions of values that are no events, without a complaint about each', async () => {
    const rest = '"paperkin":"profile/1","name":"ann","created":"2026-01-01T00:00:00.000Z"';
    const values = '1,'.repeat(4_000_000);
    for (const text of [
      `{${rest},"events":[${values}1]}`,
      `{${rest},"events":[{"kind":"like","id":"e1","at":"2026-01-01T00:00:00.000Z","papers":[${values}1]}]}`,
    ])
      await assert.rejects(openProfile(Buffer.from(text)), { code: 'PROFILE_UNREADABLE' });
  });
});
