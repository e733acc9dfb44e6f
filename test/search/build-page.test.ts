import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Answer, ScoreParts } from '../../src/search/answer.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';

const TWIN = {
  abstract:
    'Quokkas dig burrows under the roots of wattle trees. We followed forty animals with collars through two dry summers and found that burrows which face south stay nine degrees cooler at noon.',
  authors: ['Quentin Quay'],
};
const { engine, home } = await openTestEngine([
  { ...TWIN, id: '2601.00001', title: 'Burrows of quokkas in dry summers', published: '2026-01-01' },
  { ...TWIN, id: '2605.00002', title: 'Quokkas and their burrows in dry summers', published: '2026-05-01' },
  { id: '2601.00003', title: 'Wombats dig, too', abstract: 'A wombat digs a burrow in a night.', published: '2026-02-01' },
]);
after(() => engine.close());

const ids = ({ results }: Answer) => results.map(({ paper }) => paper.id);
const ALL = INVENTED_PAPERS.length + 3;
const sumOf = (parts: ScoreParts) => Object.values(parts).reduce((sum, part) => sum + part, 0);

describe('two versions of one paper', () => {
  it('are one result, which names the other', async () => {
    for (const answer of [
      await engine.search({ query: 'burrows of quokkas under wattle trees' }),
      await engine.similar({ ids: ['2601.00003'] }),
      await engine.search({ query: 'quokka burrows', sort: 'date' }),
      await engine.search({ query: 'quokka burrows', diversity: 0.3 }),
    ]) {
      const found = answer.results.filter(({ paper, duplicates = [] }) => [paper.id, ...duplicates].includes('arxiv:2601.00001'));
      assert.equal(found.length, 1);
      const [first] = found;
      assert.deepEqual([first?.paper.id, ...(first?.duplicates ?? [])].sort(), ['arxiv:2601.00001', 'arxiv:2605.00002']);
    }
  });

  it('leave k results where there are as many', async () => {
    assert.equal((await engine.search({ query: 'burrows', k: 5 })).results.length, 5);
  });
});

describe('the order of an answer', () => {
  it('can be by date, the newest first', async () => {
    const dates = (await engine.search({ query: 'sparse approach', k: 20, sort: 'date' })).results.map(
      ({ paper }) => paper.published ?? '',
    );
    assert.equal(dates.length, 20);
    assert.deepEqual(dates, [...dates].sort().reverse());
  });

  it('can let scores fade with age, by parts that add up', async () => {
    const query = { query: 'sparse approach', k: ALL };
    const { results } = await engine.search({ ...query, sort: 'recency', halfLife: 20 });
    for (const { score, parts } of results) assert.ok(Math.abs(score - sumOf(parts)) < 1e-12);
    const plain = (await engine.search(query)).results;
    const day = ({ paper }: Answer['results'][number]) => Date.parse(paper.published ?? '') / 86_400_000;
    const newest = Math.max(...results.map(day));
    assert.equal(newest, Date.parse('2026-05-01') / 86_400_000);
    const scores = new Map(plain.map((one) => [one.paper.id, one.score]));
    let faded = 0;
    for (const one of results) {
      const before = scores.get(one.paper.id);
      // Of two versions the newer is first here, the older was there.
      if (before === undefined) continue;
      // What is not alike has nothing to lose.
      const after = before > 0 ? before * 2 ** (-(newest - day(one)) / 20) : before;
      assert.ok(Math.abs(one.score - after) < 1e-9, one.paper.id);
      if (before > 0 && day(one) < newest) faded++;
    }
    assert.ok(faded >= 20);
    const falling = results.map(({ score }) => score);
    assert.deepEqual(
      falling,
      [...falling].sort((a, b) => b - a),
    );
  });

  it('can be of papers unlike each other: of one subject among the first, then of others', async () => {
    const subjects = (answer: Answer) => new Set(answer.results.map(({ paper }) => paper.categories[0])).size;
    const query = { ids: ['2501.00003'], k: 4 };
    assert.equal(subjects(await engine.similar(query)), 1);
    const varied = await engine.similar({ ...query, diversity: 0.9 });
    assert.ok(subjects(varied) >= 3);
    assert.equal(ids(varied)[0], ids(await engine.similar(query))[0]);
  });
});

describe('pages of an answer', () => {
  const pages = async (ask: (cursor: string | undefined) => Promise<Answer>, between?: () => Promise<void>, versions = false) => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await ask(cursor);
      found.push(...answer.results.flatMap(({ paper, duplicates = [] }) => [paper.id, ...(versions ? duplicates : [])]));
      cursor = answer.next;
      await between?.();
    } while (cursor !== undefined);
    return found;
  };

  it('give every paper once, whatever the order', async () => {
    for (const order of [{}, { sort: 'date' as const }, { sort: 'recency' as const }, { diversity: 0.5 }]) {
      const found = await pages((cursor) => engine.similar({ ids: ['2501.00003'], k: 7, cursor, ...order }));
      assert.equal(new Set(found).size, found.length);
      // Without the seed, and with two in one.
      assert.equal(found.length, ALL - 2, JSON.stringify(order));
    }
    assert.deepEqual(
      await pages((cursor) => engine.search({ query: 'grasp a cup', k: 4, cursor })),
      ids(await engine.search({ query: 'grasp a cup', k: ALL })),
    );
  });

  it('of conditions alone go on, too, and end', async () => {
    const found = await pages((cursor) => engine.search({ query: 'category:cs.CL', k: 4, cursor }));
    assert.deepEqual(found, ids(await engine.search({ query: 'category:cs.CL', k: 50 })));
    assert.equal(found.length, 10);
  });

  it('neither repeat nor skip a paper while papers arrive', async () => {
    const before = ids(await engine.similar({ ids: ['2501.00003'], k: ALL }));
    let batch = 0;
    const arrive = async () => {
      if (++batch > 4) return;
      const file = join(home, `arriving-${batch}.jsonl`);
      const records = Array.from({ length: 4 }, (_, i) => ({
        id: `2606.0${batch}00${i}`,
        title: `A ${['sparse', 'fast', 'odd', 'new'][i]} look at the key-value cache, ${'abcd'[batch - 1]}`,
        abstract: `How ${['attention', 'memory', 'decoding', 'batching'][i]} uses the key-value cache of language models with long contexts.`,
      }));
      await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
      await engine.importPapers({ path: file });
    };
    const found = await pages((cursor) => engine.similar({ ids: ['2501.00003'], k: 6, cursor }), arrive, true);
    assert.equal(new Set(found).size, found.length);
    assert.deepEqual(
      before.filter((id) => !found.includes(id)),
      [],
    );
    assert.ok(found.length > before.length);
  });

  it('need the cursor of their own question', async () => {
    const { next } = await engine.similar({ ids: ['2501.00003'], k: 3 });
    assert.ok(next !== undefined);
    await assert.rejects(engine.similar({ ids: ['2501.00004'], k: 3, cursor: next }), { code: 'INVALID_INPUT' });
    assert.equal((await engine.similar({ ids: ['2501.00003'], k: 5, cursor: next })).results.length, 5);
  });
});

describe('examples', () => {
  const share = ({ results }: Answer, category: string) => results.filter(({ paper }) => paper.categories[0] === category).length;

  it('to keep away from push their kind down', async () => {
    const like = ['2501.00003', '2502.00003'];
    const both = await engine.similar({ ids: like, k: 30 });
    assert.ok(share(both, 'cs.CL') >= 9 && share(both, 'q-bio.BM') >= 9);
    const away = await engine.similar({ ids: like, unlike: ['2502.00005'], k: 9 });
    assert.ok(share(away, 'cs.CL') >= 8);
    assert.equal(share(away, 'q-bio.BM'), 0);
    assert.ok(!ids(away).includes('arxiv:2502.00005'));
  });

  it('by the best score find what is like any of them, as their formula says', async () => {
    const query = { ids: ['2501.00003', '2502.00003'], strategy: 'best_score' as const, k: 100 };
    const { results } = await engine.similar(query);
    const ones = await Promise.all(query.ids.map((id) => engine.similar({ ids: [id], k: 40 })));
    let compared = 0;
    for (const { paper, parts, score } of results) {
      const alone = ones
        .flatMap((one) => one.results.filter((other) => other.paper.id === paper.id))
        .map((one) => one.parts.dense + one.parts.lexical);
      assert.ok(Math.abs(score - sumOf(parts)) < 1e-12);
      if (alone.length < 2) continue;
      compared++;
      assert.ok(Math.abs(score - Math.max(...alone)) < 1e-6, paper.id);
    }
    assert.ok(compared >= 20);
    const against = await engine.similar({ ...query, unlike: ['2502.00005'] });
    const nearest = (await engine.similar({ ids: ['2502.00005'], k: 40 })).results;
    const negated = against.results.flatMap(({ paper, score }) => {
      const one = score < 0 && nearest.find((other) => other.paper.id === paper.id);
      return one ? [{ id: paper.id, score, like: one.parts.dense + one.parts.lexical }] : [];
    });
    assert.ok(negated.length > 0);
    for (const { id, score, like } of negated) assert.ok(Math.abs(score + like ** 2) < 1e-6, id);
  });

  it('may be papers and a text together', async () => {
    const answer = await engine.similar({ ids: ['2501.00003'], text: 'predict how proteins fold from their sequences', k: 20 });
    assert.ok(share(answer, 'cs.CL') >= 5 && share(answer, 'q-bio.BM') >= 5);
  });

  it('that are liked and disliked at once are refused', async () => {
    await assert.rejects(engine.similar({ ids: ['2501.00003'], unlike: ['2501.00003'] }), { code: 'INVALID_INPUT', message: /unlike/ });
    await assert.rejects(engine.similar({ ids: ['2501.00003'], unlike: ['2512.00003'] }), { code: 'PAPER_NOT_FOUND' });
  });
});
