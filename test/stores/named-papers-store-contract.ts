import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KeptPapers, NamedPapersStore } from '../../src/stores/named-papers-store.js';
import { describeDerivedStore, type OpenedTwice } from './derived-store-contract.js';

const FIRST: KeptPapers = {
  state: 'one',
  threshold: 0.5,
  literal: 1,
  papers: [
    [7, 1.25, 0.5, 0.5, 0.25, 0],
    [3, 0.75, 0.5, 0, 0.25, 0],
  ],
};
const SECOND: KeptPapers = { state: 'two', threshold: 0.25, literal: 0, papers: [] };

/** What every store of the papers of named topics does; `damage` damages those of n1. */
export function describeNamedPapersStore(name: string, open: () => Promise<OpenedTwice<NamedPapersStore>>): void {
  const ofOne = (store: NamedPapersStore) => ({ read: () => store.read('n1'), write: (kept: KeptPapers) => store.write('n1', kept) });
  const openOne = async () => {
    const { stores, damage } = await open();
    return { stores: [ofOne(stores[0]), ofOne(stores[1])] satisfies [unknown, unknown], damage };
  };
  describeDerivedStore(`${name} as a store of the papers of a named topic`, openOne, [FIRST, SECOND]);

  describe(`${name} as a store of the papers of named topics`, () => {
    it('keeps those of one topic apart from those of others, and forgets them alone', async () => {
      const [one, two] = (await open()).stores;
      await one.write('n1', FIRST);
      await one.write('n10', SECOND);
      assert.deepEqual([await two.read('n1'), await two.read('n10'), await two.read('n2')], [FIRST, SECOND, undefined]);
      await two.remove('n1');
      assert.deepEqual([await one.read('n1'), await one.read('n10')], [undefined, SECOND]);
    });

    it('forgets what is not there without a word', async () => {
      const [store] = (await open()).stores;
      await store.remove('n1');
      assert.equal(await store.read('n1'), undefined);
    });
  });
}
