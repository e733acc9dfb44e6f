import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hashId } from '../../src/paper/id.js';
import { byAuthority } from '../../src/paper/merge.js';
import type { Paper } from '../../src/paper/paper.js';
import type { PaperStore, PutOutcome } from '../../src/stores/paper-store.js';
import { paperNumber } from '../support/papers.js';

/** What every store of papers owes to records that are taken for a paper: none is lost, and each can be undone. */
export function describeMerges(name: string, open: () => Promise<PaperStore>): void {
  describe(`merges in ${name}`, () => {
    const A = paperNumber(1);
    const B = paperNumber(2);
    const D = paperNumber(3, { ids: ['doi:10.1000/one'] });

    it('never make one of two arXiv papers: a record that shares a DOI with another one goes without it', async () => {
      const store = await open();
      const withDoi = paperNumber(1, { ids: ['arxiv:2401.00001', 'doi:10.1000/one'] });
      const alsoWithDoi = paperNumber(2, { ids: ['arxiv:2401.00002', 'doi:10.1000/one'] });
      assert.deepEqual(await put(store, [withDoi, alsoWithDoi]), ['new', 'new']);
      assert.deepEqual(await idsOf(store), [['arxiv:2401.00001', 'doi:10.1000/one'], ['arxiv:2401.00002']]);
      assert.deepEqual(await put(store, [withDoi, alsoWithDoi]), ['same', 'same']);
      await store.close();
    });

    it('take nothing but the first id of a kind from a record: the others are claimed only where they are free', async () => {
      const store = await open();
      await put(store, [A, B, D]);
      const list = paperNumber(9, {
        title: 'A list of readings',
        ids: ['arxiv:2401.00009', 'arxiv:2401.00001', 'doi:10.1000/new', 'doi:10.1000/one'],
      });
      assert.deepEqual(await put(store, [list]), ['new']);
      assert.deepEqual((await idsOf(store)).sort(), [
        ['arxiv:2401.00001'],
        ['arxiv:2401.00002'],
        ['arxiv:2401.00009', 'doi:10.1000/new'],
        ['doi:10.1000/one'],
      ]);
      await store.close();
    });

    it('are listed with what they merged, the latest first, page by page', async () => {
      const store = await open();
      const joining = paperNumber(1, { ids: ['arxiv:2401.00001', 'doi:10.1000/one'] });
      const published = { ...paperNumber(2, { ids: ['doi:10.1000/two'], venue: 'A venue' }) };
      await put(store, [A, B, D, joining, published]);
      const [second, first] = await store.merges({ limit: 10 });
      assert.deepEqual([second?.reason, second?.before, second?.record, second?.paper?.venue], ['title', [B], published, 'A venue']);
      assert.deepEqual([first?.reason, first?.before, first?.record], ['arxiv', [A, D], joining]);
      assert.deepEqual(
        (await store.merges({ limit: 1, before: second?.number })).map(({ number }) => number),
        [first?.number],
      );
      await store.close();
    });

    it('are undone: two papers that a record joined stand again, and stay apart when it comes again', async () => {
      const store = await open();
      const joining = paperNumber(1, { ids: ['arxiv:2401.00001', 'doi:10.1000/one'] });
      await put(store, [A, D, joining]);
      const before = await store.sequence();
      assert.deepEqual(await undoLast(store), [A, D]);
      assert.deepEqual(await store.merges({ limit: 10 }), []);
      assert.ok((await store.paperChanges(1, before, 10)).length >= 2, 'indexes learn of both');
      assert.deepEqual(await put(store, [A, D, joining]), ['same', 'same', 'same']);
      assert.equal((await papers(store)).length, 2);
      await store.close();
    });

    it('are undone: a record with a slip in its id becomes a paper of its own, and its text owns the id no more', async () => {
      const store = await open();
      const slip = paperNumber(5, { ids: A.ids });
      assert.deepEqual(await put(store, [A, slip]), ['new', 'changed']);
      const content = hashId(slip.title, slip.authors[0]);
      assert.deepEqual(await undoLast(store), [A, { ...slip, id: content, ids: [content] }]);
      assert.deepEqual(await put(store, [A, slip]), ['same', 'same']);
      await store.close();
    });

    it('are undone: a record of the same title and author is a work of its own from then on', async () => {
      const store = await open();
      const namesake = paperNumber(1, { ids: ['doi:10.1000/one'] });
      assert.deepEqual(await put(store, [A, namesake]), ['new', 'merged']);
      assert.deepEqual(await undoLast(store), [A, namesake]);
      assert.deepEqual(await put(store, [A, namesake]), ['same', 'same']);
      await store.close();
    });

    it('are undone from the last one on, and only once', async () => {
      const store = await open();
      const more = [paperNumber(1, { ids: ['arxiv:2401.00001', 'doi:10.1000/one'] }), paperNumber(1, { ids: ['doi:10.1000/two'] })];
      await put(store, [A, ...more]);
      const [last, first] = (await store.merges({ limit: 2 })).map(({ number }) => number);
      assert.ok(last !== undefined && first !== undefined);
      await assert.rejects(undo(store, first), { code: 'MERGE_NOT_LAST', remedy: `Undo merge ${last} first.` });
      await undo(store, last);
      await undo(store, first);
      await assert.rejects(undo(store, first), { code: 'MERGE_NOT_FOUND' });
      assert.deepEqual((await idsOf(store)).sort(), [['arxiv:2401.00001'], ['doi:10.1000/one'], ['doi:10.1000/two']]);
      await store.close();
    });

    it('cannot be undone when their paper has been removed, and a removed paper is gone with all its ids until it comes again', async () => {
      const store = await open();
      await put(store, [A, paperNumber(1, { ids: ['doi:10.1000/one'] })]);
      const [stored] = await store.find(['doi:10.1000/one']);
      const writer = await store.openWriter('test');
      assert.equal(await writer.remove([stored?.key ?? 0, 999]), 1);
      await writer.close();
      assert.deepEqual(await store.find(['doi:10.1000/one', 'arxiv:2401.00001']), [undefined, undefined]);
      assert.equal((await store.merges({ limit: 1 }))[0]?.paper, undefined);
      await assert.rejects(undoLast(store), { code: 'PAPER_NOT_FOUND' });
      assert.deepEqual(await put(store, [A]), ['new']);
      await store.close();
    });

    it('leave every id with one paper, every paper with one arXiv id at most, and every title somewhere, whatever comes', async () => {
      const id = fc.constantFrom(
        'arxiv:2401.00001',
        'arxiv:2401.00002',
        'arxiv:2401.00003',
        'doi:10.1000/a',
        'doi:10.1000/b',
        'doi:10.1000/c',
      );
      const record = fc.record({ ids: fc.uniqueArray(id, { minLength: 1, maxLength: 4 }), title: fc.integer({ min: 1, max: 4 }) });
      const step = fc.oneof({ weight: 4, arbitrary: record }, { weight: 1, arbitrary: fc.constant('undo' as const) });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const store = await open();
          const titles = new Set<string>();
          for (const one of steps) {
            if (one === 'undo') await undoLast(store);
            else {
              const paper = paperNumber(one.title, { ids: one.ids.sort(byAuthority) });
              titles.add(paper.title);
              await put(store, [paper]);
              assert.deepEqual(await put(store, [paper]), ['same'], 'what has just come is the same when it comes again');
            }
          }
          const all = await papers(store);
          for (const paper of all) {
            assert.ok(paper.ids.filter((own) => own.startsWith('arxiv:')).length <= 1);
            for (const own of paper.ids) assert.deepEqual((await store.find([own]))[0]?.paper, paper);
          }
          const merges = await store.merges({ limit: 100 });
          const kept = [...all, ...merges.flatMap(({ before, record }) => [...before, record])].map(({ title }) => title);
          for (const title of titles) assert.ok(kept.includes(title), title);
          await store.close();
        }),
        { numRuns: 60 },
      );
    });
  });
}

async function put(store: PaperStore, papers: readonly Paper[]): Promise<PutOutcome[]> {
  const writer = await store.openWriter('test');
  try {
    const outcomes: PutOutcome[] = [];
    for (const paper of papers) outcomes.push(...(await writer.put([paper])));
    return outcomes;
  } finally {
    await writer.close();
  }
}

async function undo(store: PaperStore, number: number): Promise<Paper[]> {
  const writer = await store.openWriter('test');
  try {
    return (await writer.undoMerge(number)).map(({ paper }) => paper);
  } finally {
    await writer.close();
  }
}

async function undoLast(store: PaperStore): Promise<Paper[]> {
  const [last] = await store.merges({ limit: 1 });
  return last ? undo(store, last.number) : [];
}

async function papers(store: PaperStore): Promise<Paper[]> {
  return (await store.list({ limit: 1_000 })).papers.map(({ paper }) => paper);
}

async function idsOf(store: PaperStore): Promise<string[][]> {
  return (await papers(store)).map(({ ids }) => ids);
}
