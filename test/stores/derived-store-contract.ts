import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

/** A store of one value that can be made anew. */
interface DerivedStore<T> {
  read(): Promise<T | undefined>;
  write(value: T): Promise<void>;
}

/** What a medium can show beside what each has to. */
export interface DerivedCapabilities {
  /** Damages what is kept; left out where a medium sees to that itself. */
  damage?: (() => Promise<void>) | undefined;
}

/** An empty store twice, as two processes have it. */
export interface OpenedTwice<Store> extends DerivedCapabilities {
  stores: [Store, Store];
}

/** What every store of one derived value does: the suites of calibrations, trends and papers of named topics have it in common. */
export function describeDerivedStore<T extends object>(
  name: string,
  open: () => Promise<OpenedTwice<DerivedStore<T>>>,
  values: [T, T],
): void {
  describe(name, () => {
    it('has nothing at first, and then what was written last, whoever wrote it', async () => {
      const [one, two] = (await open()).stores;
      assert.equal(await one.read(), undefined);
      await one.write(values[0]);
      assert.deepEqual([await one.read(), await two.read()], [values[0], values[0]]);
      await two.write(values[1]);
      assert.deepEqual([await one.read(), await two.read()], [values[1], values[1]]);
    });

    it('has one of those whole that are written at a time', async () => {
      const [one, two] = (await open()).stores;
      await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? one : two).write(values[i % 2 === 0 ? 0 : 1])));
      const kept = await one.read();
      assert.deepEqual(kept, JSON.stringify(kept) === JSON.stringify(values[0]) ? values[0] : values[1]);
    });

    it('has nothing where it was damaged, and takes it anew', async (context) => {
      const { stores, damage } = await open();
      if (!damage) return context.skip('nothing of it can be damaged from outside');
      await stores[0].write(values[0]);
      await damage();
      assert.deepEqual([await stores[0].read(), await stores[1].read()], [undefined, undefined]);
      await stores[1].write(values[1]);
      assert.deepEqual(await stores[0].read(), values[1]);
    });
  });
}
