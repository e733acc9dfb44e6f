import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Reject, Rejects, RejectsStore } from '../../src/stores/rejects-store.js';

const reject = (line: number): Reject => ({ line, problem: `problem ${line}`, excerpt: '{"a":1}' });

/** What every store of rejects does. `readLineBatches` gives what a person finds at a place. */
export function describeRejectsStore(name: string, open: () => Promise<RejectsStore>, linesOf: (place: string) => Promise<Reject[]>): void {
  const kept = async (rejects: Rejects): Promise<Reject[]> => {
    await rejects.flush();
    await rejects.close();
    return linesOf(rejects.place);
  };

  describe(`${name} as a store of rejects`, () => {
    it('keeps what was added, in order', async () => {
      const store = await open();
      const rejects = await store.open({ name: 'papers.csv' }, 0);
      rejects.add(reject(3));
      rejects.add({ ...reject(4), taken: true });
      assert.deepEqual(await kept(rejects), [reject(3), { ...reject(4), taken: true }]);
    });

    it('has a place for each source, the same each time', async () => {
      const store = await open();
      const placeOf = async (source: Parameters<RejectsStore['open']>[0]) => {
        const rejects = await store.open(source, 0);
        await rejects.close();
        return rejects.place;
      };
      const place = await placeOf({ name: 'two words.csv', identity: 'a' });
      assert.equal(await placeOf({ name: 'two words.csv', identity: 'a' }), place);
      assert.notEqual(await placeOf({ name: 'two words.csv', identity: 'b' }), place);
      assert.notEqual(await placeOf({ name: 'two/words.csv' }), place);
    });

    it('goes on after what was there at a checkpoint, and begins anew without one', async () => {
      const store = await open();
      const source = { name: 'papers.csv' };
      const first = await store.open(source, 0);
      first.add(reject(1));
      const bytes = await first.flush();
      first.add(reject(2));
      assert.equal((await kept(first)).length, 2);
      const second = await store.open(source, bytes);
      second.add(reject(3));
      assert.deepEqual(await kept(second), [reject(1), reject(3)]);
      const third = await store.open(source, 0);
      third.add(reject(4));
      assert.deepEqual(await kept(third), [reject(4)]);
    });

    it('keeps so many, and says at the end how many more there were', async () => {
      const rejects = await (await open()).open({ name: 'papers.csv' }, 0);
      for (let line = 1; line <= 10_005; line++) rejects.add(reject(line));
      await rejects.finish(10_005);
      const lines = await kept(rejects);
      assert.equal(lines.length, 10_001);
      assert.match(lines.at(-1)?.problem ?? '', /^5 more records/);
    });

    it('cuts long reasons and excerpts', async () => {
      const rejects = await (await open()).open({ name: 'papers.csv' }, 0);
      rejects.add({ line: 1, problem: 'p'.repeat(600), excerpt: 'e'.repeat(600) });
      assert.deepEqual(await kept(rejects), [{ line: 1, problem: 'p'.repeat(500), excerpt: 'e'.repeat(500) }]);
    });
  });
}
