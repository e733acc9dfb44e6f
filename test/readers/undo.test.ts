import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { ProfileEvent } from '../../src/profile/event.js';
import { writeProfile } from '../../src/profile/write-profile.js';
import { openTestEngine } from '../support/engine.js';
import { profileOf } from '../support/profiles.js';

const { engine } = await openTestEngine([]);
after(() => engine.close());
const [A, B] = ['arxiv:2501.00001', 'arxiv:2501.00002'];
const DAY = 86_400_000;
const daysFromNow = (days: number) => new Date(Date.now() + days * DAY).toISOString();

let made = 0;
/** A profile that holds these events of another time or machine. */
async function readerWith(...events: ProfileEvent[]): Promise<string> {
  const { name } = await engine.importProfile({ bytes: Buffer.from(writeProfile(profileOf(events, `reader${made++}`))) });
  return name;
}

const likesOf = async (name: string) => (await engine.profile({ profile: name })).likes.map(({ id }) => id);

describe('undo', () => {
  for (const days of [0.5, 2, 10_000])
    it(`takes back what was done last when the clock has gone back by ${days} days`, async () => {
      const name = await readerWith({ id: 'before', at: daysFromNow(days), kind: 'like', papers: [A] });
      const { added } = await engine.act({ profile: name, actions: [{ kind: 'like', papers: [B] }] });
      assert.deepEqual(
        added.map((event) => 'papers' in event && event.papers),
        [[B]],
      );
      const { undone, added: undos } = await engine.undo({ profile: name });
      assert.deepEqual(undone, added);
      assert.deepEqual(
        undos.map((event) => event.kind === 'undo' && event.event),
        [added[0]?.id],
      );
      assert.deepEqual(await likesOf(name), [A]);
      await engine.undo({ profile: name, event: undos[0]?.id });
      assert.deepEqual((await likesOf(name)).toSorted(), [A, B]);
      await engine.undo({ profile: name });
      assert.deepEqual(
        (await engine.undo({ profile: name })).undone.map(({ id }) => id),
        ['before'],
      );
    });

  it('leaves what was done last in force when the clock has gone back', async () => {
    const name = await readerWith({ id: 'before', at: daysFromNow(2), kind: 'like', papers: [A] });
    await engine.act({ profile: name, actions: [{ kind: 'dislike', papers: [A] }] });
    assert.deepEqual(await likesOf(name), []);
  });

  it('takes back one action only when another machine acted in the same moment', async () => {
    const at = daysFromNow(-1);
    const name = await readerWith(
      { id: 'a', at, deed: 'here', kind: 'like', papers: [A] },
      { id: 'b', at, deed: 'there', kind: 'like', papers: [B] },
    );
    assert.equal((await engine.undo({ profile: name })).undone.length, 1);
    assert.deepEqual(await likesOf(name), [A]);
  });

  it('takes back together what has one moment in a file of before actions had names', async () => {
    const at = daysFromNow(-1);
    const name = await readerWith({ id: 'a', at, kind: 'like', papers: [A] }, { id: 'b', at, kind: 'like', papers: [B] });
    assert.equal((await engine.undo({ profile: name })).undone.length, 2);
  });
});
