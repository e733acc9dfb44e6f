import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ModelChoiceStore, ModelChoices } from '../../src/stores/model-choice-store.js';

const FULL: ModelChoices = {
  current: { model: 'paperkin-mini', dimensions: 64, pooling: 'cls', queryPrefix: 'query: ', passagePrefix: '' },
  previous: { model: '/models/other' },
  next: { model: 'third' },
};

/** What every store of the choice of a model does. `openTwo` gives an empty one twice, as two processes have it. */
export function describeModelChoiceStore(name: string, openTwo: () => Promise<[ModelChoiceStore, ModelChoiceStore]>): void {
  describe(`${name} as a store of the choice of a model`, () => {
    it('has no choice at first, and then those that were written, whoever wrote them', async () => {
      const [one, two] = await openTwo();
      assert.deepEqual(await one.read(), {});
      await one.write(FULL);
      assert.deepEqual([await one.read(), await two.read()], [FULL, FULL]);
    });

    it('replaces them as a whole', async () => {
      const [one, two] = await openTwo();
      await one.write(FULL);
      await two.write({ current: { model: 'third' } });
      assert.deepEqual(await one.read(), { current: { model: 'third' } });
    });

    it('shows whoever reads meanwhile the old ones or the new ones', async () => {
      const [one, two] = await openTwo();
      await one.write({ current: { model: 'a' } });
      const writing = (async () => {
        for (let i = 0; i < 20; i++) await one.write(i % 2 === 0 ? FULL : { current: { model: 'a' } });
      })();
      for (let i = 0; i < 20; i++) {
        const { current } = await two.read();
        assert.ok(current?.model === 'a' || current?.model === 'paperkin-mini', JSON.stringify(current));
      }
      await writing;
    });

    it('refuses what is no choice, and has the last ones', async () => {
      const [one, two] = await openTwo();
      await one.write(FULL);
      await assert.rejects(one.write({ current: { model: '' } }));
      assert.deepEqual(await two.read(), FULL);
    });
  });
}
