import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PaperSource, SourceItem } from '../../src/sources/paper-source.js';
import { allOf, outline } from '../formats/bytes.js';

export interface SourceCase {
  name: string;
  /** Opens the same source again, in the same state. */
  open(): Promise<PaperSource>;
  /** What is to come of it, three items or more: records with their lines, problems by their lines. */
  items: readonly unknown[];
  /** Opens another one of its kind. */
  openOther(): Promise<PaperSource>;
  /** Opens the same one after it has changed. */
  openChanged(): Promise<PaperSource>;
  /** Opens one whose first item comes at once, and the rest never. */
  openSlow(): Promise<PaperSource>;
}

/** What every source that can be read twice does. */
export function describePaperSource({ name, open, items, openOther, openChanged, openSlow }: SourceCase): void {
  const readAll = async (opened: Promise<PaperSource>): Promise<SourceItem[]> => {
    const source = await opened;
    try {
      return await allOf(source.items);
    } finally {
      await source.close();
    }
  };

  describe(`${name} as a source of papers`, () => {
    it('gives its records in order, and what is none', async () => {
      assert.deepEqual(outline(await readAll(open())), items);
    });

    it('goes on after each item with what follows it', async () => {
      const whole = await readAll(open());
      for (const [i, { token }] of whole.entries()) {
        const source = await open();
        const rest = await source.resumeFrom(token);
        assert.ok(rest, `after item ${i}`);
        assert.deepEqual(await allOf(rest), whole.slice(i + 1), `after item ${i}`);
        await source.close();
      }
    });

    it('has tokens that differ, each the same in every reading', async () => {
      const tokens = (await readAll(open())).map(({ token }) => token);
      assert.equal(new Set(tokens).size, items.length);
      assert.deepEqual(
        (await readAll(open())).map(({ token }) => token),
        tokens,
      );
    });

    it('does not go on by a token that is none of its own, and can still be read from its beginning', async () => {
      const source = await open();
      assert.equal(await source.resumeFrom('nonsense'), undefined);
      assert.equal(await source.resumeFrom(''), undefined);
      assert.equal((await allOf(source.items)).length, items.length);
      await source.close();
    });

    it('does not go on where it has changed', async () => {
      const [first] = await readAll(open());
      const changed = await openChanged();
      assert.equal(await changed.resumeFrom(first?.token ?? ''), undefined);
      await changed.close();
    });

    it('is one source however often it is opened, whatever it holds, and no other', async () => {
      const sources = [await open(), await openChanged(), await openOther()];
      const [before, after, other] = sources.map(({ identity }) => identity);
      assert.ok(before);
      assert.equal(after, before);
      assert.notEqual(other, before);
      for (const source of sources) await source.close();
    });

    it('makes papers of its records, and says why one is none', async () => {
      const source = await open();
      for await (const item of source.items) if ('record' in item) assert.ok(source.toPaper(item.record).title);
      assert.throws(() => source.toPaper({}), RangeError);
      await source.close();
    });

    it('ends where it is closed, as often as it is', async () => {
      const source = await open();
      const reading = source.items[Symbol.asyncIterator]();
      assert.equal((await reading.next()).done, false);
      await source.close();
      await source.close();
      assert.equal((await reading.next()).done, true);
    });

    it('ends where it is closed while the next item is awaited', { timeout: 10_000 }, async () => {
      const source = await openSlow();
      const reading = source.items[Symbol.asyncIterator]();
      assert.equal((await reading.next()).done, false);
      const next = reading.next();
      setImmediate(() => source.close());
      assert.equal((await next).done, true);
    });
  });
}
