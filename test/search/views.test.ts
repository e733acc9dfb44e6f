import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Paper } from '../../src/paper/paper.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine([
  {
    id: '2504.10001',
    title: 'QuokkaNet: grasping by listening',
    abstract: 'Microphones on the fingertips tell a slipping cup from a firm grip. Attention sinks do not matter here.',
    authors: ['Zoë Müller-Lüdenscheidt'],
    categories: ['eess.AS'],
    published: '2025-04-01',
    venue: 'Journal of Fingertips',
    code: 'https://example.org/quokka',
  },
  { title: 'An undated note on fermentation', abstract: 'Yeast, and what sinks of attention it has.', authors: ['Nobody Known'] },
]);
after(() => engine.close());

const search = async (query: string, more: object = {}) =>
  (await engine.search({ query, k: 50, ...more })).results.map(({ paper }) => paper);
const ids = (papers: readonly Paper[]) => papers.map(({ id }) => id);

describe('a question', () => {
  it('finds only papers with a phrase, in its order, whatever the hyphens and endings', async () => {
    assert.deepEqual(ids(await search('"attention sinks"')), ['arxiv:2504.10001']);
    assert.deepEqual(ids(await search('"attention-sink"')), ['arxiv:2504.10001']);
    assert.deepEqual(await search('"sinks attention"'), []);
    assert.equal((await search('"key-value cache"')).length, 10);
  });

  it('finds only papers with a word that begins so', async () => {
    assert.deepEqual(ids(await search('micropho*')), ['arxiv:2504.10001']);
    assert.deepEqual(await search('zzyzx*'), []);
  });

  it('leaves out what has a minus: a word, a phrase, an author, a prefix', async () => {
    const all = ids(await search('grasp'));
    assert.ok(all.includes('arxiv:2504.10001'));
    for (const without of ['-fingertips', '-"firm grip"', '-author:Müller-Lüdenscheidt', '-microph*', '-venue:"journal of fingertips"']) {
      assert.ok(!ids(await search(`grasp ${without}`)).includes('arxiv:2504.10001'), without);
    }
  });

  it('takes alternatives of any kind', async () => {
    const found = await search('"firm grip" OR category:q-bio.BM OR yeast');
    assert.equal(found.length, 12);
  });

  it('of conditions alone is answered with the newest papers that fulfil them', async () => {
    const found = await search('category:cs.* year:2025');
    assert.equal(found.length, 20);
    const dates = found.map(({ published }) => published ?? '');
    assert.deepEqual(dates, [...dates].sort().reverse());
  });

  it('that names a paper finds it first: by id, URL, title, name, author', async () => {
    for (const named of [
      '2504.10001',
      'https://arxiv.org/abs/2504.10001v2',
      'QuokkaNet: Grasping by Listening',
      'quokkanet',
      'Zoe Müller Lüdenscheidt',
    ]) {
      assert.equal((await search(named))[0]?.id, 'arxiv:2504.10001', named);
    }
  });

  it('forgives a misspelt word and says so', async () => {
    const answer = await engine.search({ query: 'micrphones on fingertips' });
    assert.deepEqual(answer.corrections, [{ from: 'micrphones', to: 'microphones' }]);
    assert.equal(answer.results[0]?.paper.id, 'arxiv:2504.10001');
    assert.equal((await engine.search({ query: 'microphones' })).corrections, undefined);
  });

  it('is answered by one view alone when asked to', async () => {
    const { results } = await engine.search({ query: 'proteins', mode: 'lexical', k: 50 });
    assert.ok(results.length >= 10 && results.every(({ parts }) => parts.dense === 0 && parts.lexical > 0));
    const meant = await engine.search({ query: 'proteins', mode: 'dense', k: 50 });
    assert.ok(meant.results.every(({ parts }) => parts.lexical === 0));
  });

  it('with a slip is refused with its position', async () => {
    await assert.rejects(engine.search({ query: 'grasp "firm grip' }), { code: 'INVALID_INPUT', message: /character 7/ });
  });
});

describe('a filter', () => {
  it('holds in every mode, and gives as many as there are', async () => {
    for (const mode of ['hybrid', 'dense', 'lexical'] as const) {
      const found = await search('sparse fast robust learned frozen', { mode, filter: { from: '2025-02', to: '2025-02-14' } });
      const all = [0, 1, 2, 3, 4].map((number) => `arxiv:2502.0000${number}`);
      assert.deepEqual(ids(found).sort(), all, mode);
    }
  });

  it('can be of authors, venues, sources, code and ids, together', async () => {
    assert.deepEqual(ids(await search('grasp', { filter: { hasCode: true } })), ['arxiv:2504.10001']);
    assert.deepEqual(ids(await search('grasp', { filter: { authors: ['muller ludenscheidt'], sources: ['arxiv'] } })), [
      'arxiv:2504.10001',
    ]);
    assert.deepEqual(await search('grasp', { filter: { hasCode: true, notIds: ['2504.10001'] } }), []);
    assert.equal((await search('grasp', { filter: { ids: ['2501.00001', '2501.00002', '2501.99999'] } })).length, 2);
  });

  it('narrows down the neighbours of a paper, too', async () => {
    const { results } = await engine.similar({ ids: ['2501.00003'], k: 50, filter: { categories: ['q-bio.*'] } });
    assert.equal(results.length, 10);
    assert.ok(results.every(({ paper }) => paper.categories.includes('q-bio.BM')));
  });

  it('that contradicts itself or is no filter is refused', async () => {
    await assert.rejects(search('x', { filter: { from: '2025', to: '2024' } }), { code: 'INVALID_INPUT' });
    await assert.rejects(search('x', { filter: { form: '2025' } }), { code: 'INVALID_INPUT' });
  });
});

describe('neighbours', () => {
  it('can be those before a paper, or those after it', async () => {
    for (const when of ['earlier', 'later'] as const) {
      const { results } = await engine.similar({ ids: ['2502.00005'], k: 50, when });
      const dates = results.map(({ paper }) => paper.published ?? '');
      assert.ok(
        dates.length > 10 && dates.every((date) => (when === 'earlier' ? date < '2025-02-15' && date > '' : date > '2025-02-15')),
        when,
      );
      // Days of the filter and of the paper: whichever is narrower at each end.
      const within = async (from: string, to: string) =>
        ids((await engine.similar({ ids: ['2502.00005'], k: 50, when, filter: { from, to } })).results.map(({ paper }) => paper)).sort();
      const of = (...numbers: number[]) => numbers.map((number) => `arxiv:2502.0000${number}`);
      assert.deepEqual(await within('2025-02-13', '2025-02-17'), when === 'earlier' ? of(3, 4) : of(6, 7));
      assert.deepEqual(await within('2025-02-10', '2025-02-12'), when === 'earlier' ? of(0, 1, 2) : []);
      assert.deepEqual(await within('2025-02-18', '2025-02-28'), when === 'earlier' ? [] : of(8, 9));
    }
    const [undated] = await search('An undated note on fermentation');
    await assert.rejects(engine.similar({ ids: [undated?.id ?? ''], when: 'later' }), { code: 'INVALID_INPUT' });
    await assert.rejects(engine.similar({ text: 'yeast', when: 'later' }), { code: 'INVALID_INPUT' });
  });

  it('of a paper score what both views say, and never less than k are found', async () => {
    const { results } = await engine.similar({ ids: ['2501.00003'], k: INVENTED_PAPERS.length });
    assert.equal(results.length, INVENTED_PAPERS.length);
    for (const { score, parts } of results) assert.equal(score, parts.dense + parts.lexical + parts.feedback + parts.named);
  });
});
