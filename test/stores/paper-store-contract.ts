import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ImportCheckpoint, PaperStore } from '../../src/stores/paper-store.js';
import { EMPTY_REPORT } from '../../src/stores/paper-store.js';
import { paperNumber } from '../support/papers.js';
import { embedAll, MODEL, put } from './put-papers.js';

/** What every store of papers does. `open` gives an empty one. */
export function describePaperStore(name: string, open: () => Promise<PaperStore>): void {
  describe(`${name} as a store of papers`, () => {
    it('gives back what was put in, field by field', async () => {
      const store = await open();
      const paper = paperNumber(1, {
        ids: ['arxiv:2401.00001', 'doi:10.1000/one'],
        categories: ['cs.IR', 'cs.CL'],
        keywords: ['retrieval'],
        venue: 'SIGIR',
        url: 'https://example.org/1',
        comments: 3,
      });
      assert.deepEqual(await put(store, [paper]), ['new']);
      assert.deepEqual((await store.find([paper.id]))[0]?.paper, paper);
      await store.close();
    });

    it('finds a paper by any of its ids, in the order asked, and says undefined for others', async () => {
      const store = await open();
      await put(store, [paperNumber(1, { ids: ['arxiv:2401.00001', 'doi:10.1000/one'] }), paperNumber(2)]);
      const found = await store.find(['arxiv:2401.00002', 'arxiv:9999.99999', 'doi:10.1000/one']);
      assert.deepEqual(
        await store.keysOf(['arxiv:2401.00002', 'arxiv:9999.99999', 'doi:10.1000/one']),
        found.map((stored) => stored?.key),
      );
      assert.deepEqual(
        found.map((stored) => stored?.paper.id),
        ['arxiv:2401.00002', undefined, 'arxiv:2401.00001'],
      );
      await store.close();
    });

    it('calls a paper the same when it comes again', async () => {
      const store = await open();
      await put(store, [paperNumber(1)]);
      const before = await store.sequence();
      assert.deepEqual(await put(store, [paperNumber(1)]), ['same']);
      assert.equal(await store.sequence(), before);
      await store.close();
    });

    it('takes a changed abstract of the same id and asks for a new vector', async () => {
      const store = await open();
      await put(store, [paperNumber(1)]);
      await embedAll(store);
      assert.deepEqual(await put(store, [paperNumber(1, { abstract: 'A second version.' })]), ['changed']);
      assert.equal((await store.find(['arxiv:2401.00001']))[0]?.paper.abstract, 'A second version.');
      assert.deepEqual(await store.counts(MODEL.id), { papers: 1, embedded: 0 });
      await store.close();
    });

    it('makes one paper of a preprint and its conference version, in whatever order they come', async () => {
      for (const order of [
        [0, 1],
        [1, 0],
      ]) {
        const store = await open();
        const preprint = paperNumber(1, { abstract: 'The text on arXiv.' });
        const published = paperNumber(1, { ids: ['doi:10.1000/one'], venue: 'SIGIR', abstract: 'The text in the proceedings.' });
        const records = order.map((i) => [preprint, published][i] ?? preprint);
        assert.deepEqual(await put(store, records), ['new', 'merged']);
        const [byDoi] = await store.find(['doi:10.1000/one']);
        assert.equal(byDoi?.paper.id, 'arxiv:2401.00001');
        assert.equal(byDoi?.paper.abstract, 'The text on arXiv.');
        assert.equal(byDoi?.paper.venue, 'SIGIR');
        assert.deepEqual(await put(store, records), ['same', 'same'], 'importing both again changes nothing');
        assert.equal((await store.counts(MODEL.id)).papers, 1);
        await store.close();
      }
    });

    it('joins two papers when a third record names both, and tells indexes to forget one', async () => {
      const store = await open();
      const preprint = paperNumber(1, { title: 'A title that later changed' });
      const published = paperNumber(2, { ids: ['doi:10.1000/one'] });
      await put(store, [preprint, published]);
      await embedAll(store);
      const before = await store.sequence();
      const forgotten = (await store.find(['doi:10.1000/one']))[0]?.key;
      assert.deepEqual(await put(store, [paperNumber(1, { ids: ['arxiv:2401.00001', 'doi:10.1000/one'] })]), ['merged']);
      assert.equal((await store.counts(MODEL.id)).papers, 1);
      const changes = await store.changes(MODEL.id, before, 10);
      assert.ok(changes.some(({ key, vector }) => key === forgotten && vector === undefined));
      await store.close();
    });

    it('never merges two arXiv papers, however alike their titles', async () => {
      const store = await open();
      const title = 'Deep learning for everything: a survey';
      await put(store, [paperNumber(1, { title, authors: ['A. One'] }), paperNumber(2, { title, authors: ['A. One'] })]);
      assert.equal((await store.counts(MODEL.id)).papers, 2);
      await store.close();
    });

    it('lists newest first, every paper once over all pages, undated ones last', async () => {
      const store = await open();
      const dates = ['2024-03-01', '2025', '2024-03-01', undefined, '2023-12-31', '2024-03-02'];
      await put(
        store,
        dates.map((published, i) => paperNumber(i, { published } as object)),
      );
      const seen: (string | undefined)[] = [];
      let after: string | undefined;
      do {
        const page = await store.list({ limit: 2, after });
        seen.push(...page.papers.map(({ paper }) => paper.published));
        after = page.next;
      } while (after !== undefined);
      assert.deepEqual(seen, ['2025', '2024-03-02', '2024-03-01', '2024-03-01', '2023-12-31', undefined]);
      await store.close();
    });

    it('keeps one vector for papers of equal text, and finds it for a paper that comes later', async () => {
      const store = await open();
      const text = { title: 'Correction', abstract: '' };
      await put(store, [paperNumber(1, text), paperNumber(2, text)]);
      assert.equal(new Set((await store.unembedded(MODEL.id, 0, 10)).map(({ textHash }) => textHash)).size, 1);
      await embedAll(store);
      await put(store, [paperNumber(3, text)]);
      assert.deepEqual(await store.counts(MODEL.id), { papers: 3, embedded: 3 });
      await store.close();
    });

    it('keeps the vectors of two models apart', async () => {
      const store = await open();
      await put(store, [paperNumber(1)]);
      await embedAll(store);
      assert.deepEqual(await store.counts('another-model'), { papers: 1, embedded: 0 });
      const [{ key } = { key: 0 }] = await store.changes(MODEL.id, 0, 1);
      assert.deepEqual(await store.vectors('another-model', [key]), [undefined]);
      assert.equal((await store.vectors(MODEL.id, [key]))[0]?.length, MODEL.dimensions);
      await store.close();
    });

    it('keeps the terms of a text, of one definition, for whatever papers have it', async () => {
      const store = await open();
      const text = { title: 'Correction', abstract: '' };
      await put(store, [paperNumber(1, text), paperNumber(2)]);
      const [first, second] = await store.lackingTerms(7, 0, 10);
      const writer = await store.openWriter('test');
      await writer.putTerms(7, [{ textHash: first?.textHash ?? '', terms: Uint8Array.of(1, 2, 3, 4, 5), words: ['correction'] }]);
      await writer.close();
      await put(store, [paperNumber(3, text)]);
      const keys = [first?.key ?? 0, second?.key ?? 0, (second?.key ?? 0) + 1, 99];
      const kept = (await store.terms(7, keys)).map((terms) => terms && [...terms]);
      assert.deepEqual(kept, [[1, 2, 3, 4, 5], undefined, [1, 2, 3, 4, 5], undefined]);
      assert.deepEqual(await store.terms(8, keys.slice(0, 1)), [undefined]);
      assert.deepEqual(await store.wordsFrom('corr', 5), ['correction']);
      await store.close();
    });

    it('counts the vectors of each model, and forgets those of one, whose papers then lack them', async () => {
      const store = await open();
      await put(store, [paperNumber(1), paperNumber(2)]);
      await embedAll(store);
      assert.deepEqual(await store.models(), [{ ...MODEL, vectors: 2 }]);
      const writer = await store.openWriter('test');
      assert.equal(await writer.removeVectors('another-model'), 0);
      assert.equal(await writer.removeVectors(MODEL.id), 2);
      await writer.close();
      assert.deepEqual(await store.counts(MODEL.id), { papers: 2, embedded: 0 });
      assert.equal((await store.unembedded(MODEL.id, 0, 10)).length, 2);
      await embedAll(store);
      assert.deepEqual(await store.models(), [{ ...MODEL, vectors: 2 }]);
      await store.close();
    });

    it('feeds each change once, in order, however small the portions', async () => {
      const store = await open();
      await put(
        store,
        Array.from({ length: 7 }, (_, i) => paperNumber(i)),
      );
      await embedAll(store);
      const keys: number[] = [];
      let since = 0;
      for (;;) {
        const portion = await store.changes(MODEL.id, since, 3);
        const last = portion.at(-1);
        if (!last) break;
        keys.push(...portion.map(({ key }) => key));
        since = last.sequence;
      }
      assert.equal(keys.length, 7);
      assert.equal(new Set(keys).size, 7);
      assert.equal(since, await store.sequence());
      await store.close();
    });

    it('remembers how far an import came, together with its papers', async () => {
      const store = await open();
      const checkpoint: ImportCheckpoint = { source: 'f', token: 'after 1', rejectsBytes: 0, report: EMPTY_REPORT, finished: false };
      const writer = await store.openWriter('test');
      await writer.put([paperNumber(1)], () => checkpoint);
      await writer.close();
      assert.deepEqual(await store.checkpoint('f'), checkpoint);
      assert.equal(await store.checkpoint('g'), undefined);
      await store.close();
    });

    it('puts all of a batch in, or nothing of it', async () => {
      const store = await open();
      const writer = await store.openWriter('test');
      const failing = writer.put([paperNumber(1), paperNumber(2)], () => {
        throw new Error('the checkpoint cannot be made');
      });
      await assert.rejects(failing, /checkpoint/);
      await writer.close();
      assert.equal((await store.counts(MODEL.id)).papers, 0);
      await store.close();
    });

    it('names each writing session, so that a copy that went another way is told apart', async () => {
      const store = await open();
      await put(store, [paperNumber(1)]);
      const first = await store.epochOf(1);
      await put(store, [paperNumber(2)]);
      assert.equal(await store.epochOf(1), first);
      assert.notEqual(await store.epochOf(2), first);
      assert.equal(await store.epochOf(3), undefined);
      await store.close();
    });
  });
}
