import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openEngine } from '../../src/open.js';
import { temporaryFolder } from '../support/temporary.js';

/** Three subjects, eight papers each, in words of our own. */
const SUBJECTS = {
  cache: [
    'evicting tokens',
    'quantising entries',
    'sharing prefixes',
    'paging blocks',
    'merging heads',
    'offloading layers',
    'compressing windows',
    'reusing prompts',
  ],
  proteins: [
    'folding chains',
    'docking ligands',
    'designing enzymes',
    'ranking mutations',
    'sampling backbones',
    'aligning families',
    'binding antibodies',
    'scoring interfaces',
  ],
  robots: [
    'grasping objects',
    'walking uphill',
    'opening doors',
    'pouring liquids',
    'sorting parcels',
    'folding cloth',
    'stacking boxes',
    'avoiding people',
  ],
};
const SENTENCES = {
  cache: 'reduces the memory that the key-value cache of a large language model takes while it decodes long contexts',
  proteins: 'predicts the structure and function of protein sequences with a model trained on evolutionary data',
  robots: 'lets a robot arm learn manipulation from demonstrations and camera images in the real world',
};

const folder = await temporaryFolder();
const file = join(folder, 'papers.jsonl');
const records = Object.entries(SUBJECTS).flatMap(([subject, ways], s) =>
  ways.map((way, i) => ({
    id: `240${s + 1}.0000${i + 1}`,
    title: `On ${way}`,
    abstract: `By ${way}, our method ${SENTENCES[subject as keyof typeof SENTENCES]}.`,
    authors: [`Author ${way}`],
    published: `2024-0${s + 1}-0${i + 1}`,
  })),
);
await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
const engine = await openEngine({ home: join(folder, 'home') });
after(() => engine.close());
const first = await engine.importPapers({ path: file });

describe('the engine', () => {
  it('embeds every paper once, and nothing when the file comes again', async () => {
    assert.equal(first.embedded, 24);
    const again = await engine.importPapers({ path: file });
    assert.equal(again.embedded, 0);
    assert.deepEqual(again.report, { read: 24, new: 0, changed: 0, same: 24, merged: 0, rejected: 0, noted: 0 });
  });

  it('finds the papers of the subject that a question is about', async () => {
    const { results } = await engine.search({ query: 'memory of the KV cache in long-context decoding', k: 8 });
    assert.equal(results.filter(({ paper }) => paper.id.startsWith('arxiv:2401')).length, 8);
  });

  it('puts papers of the same subject beside a paper, never the paper itself, best first', async () => {
    for (const { id } of records) {
      const { results } = await engine.similar({ ids: [id], k: 7 });
      assert.equal(results.length, 7);
      assert.ok(results.every(({ paper }) => paper.id !== `arxiv:${id}`));
      assert.ok(results.filter(({ paper }) => paper.id.slice(6, 10) === id.slice(0, 4)).length >= 5, `neighbours of ${id}`);
      assert.ok(results.every(({ score }, i) => i === 0 || score <= (results[i - 1]?.score ?? 0)));
    }
  });

  it('shows with each score the parts that it is the sum of', async () => {
    const { results } = await engine.similar({ ids: ['2401.00001'] });
    assert.equal(results.length, 10);
    for (const { score, parts } of results) {
      assert.ok(Math.abs(score - parts.dense - parts.lexical - parts.feedback) < 1e-9);
      assert.ok(parts.dense >= -1 && parts.lexical >= 0);
    }
  });

  it('gives k results when there are k, and all others when k is larger', async () => {
    assert.equal((await engine.similar({ ids: ['2401.00001'], k: 1 })).results.length, 1);
    assert.equal((await engine.similar({ ids: ['2401.00001', '2402.00001'], k: 1_000 })).results.length, 22);
  });

  it('gives the same answer to the same question', async () => {
    const ask = () => engine.similar({ text: 'a robot learns to fold laundry', k: 10 });
    assert.deepEqual(await ask(), await ask());
  });

  it('finds a paper by other ways of writing its id', async () => {
    const paper = await engine.paper({ id: 'arxiv:2401.00001' });
    for (const id of ['2401.00001v3', 'https://arxiv.org/abs/2401.00001', 'https://doi.org/10.48550/arXiv.2401.00001']) {
      assert.deepEqual(await engine.paper({ id }), paper);
    }
  });

  it('never shows another version of a paper as its neighbour', async () => {
    const published = join(folder, 'published.jsonl');
    await writeFile(published, JSON.stringify({ ...records[0], id: undefined, doi: '10.1145/1234567', venue: 'SOSP' }));
    assert.equal((await engine.importPapers({ path: published })).report.merged, 1);
    const { results } = await engine.similar({ ids: ['10.1145/1234567'], k: 100 });
    assert.equal(results.length, 23);
    assert.ok(results.every(({ paper }) => paper.id !== 'arxiv:2401.00001'));
    assert.equal((await engine.paper({ id: 'doi:10.1145/1234567' })).venue, 'SOSP');
  });

  it('starts from a paper that has no vector yet, and finds it by its words alone until it has one', async () => {
    const late = join(folder, 'late.jsonl');
    await writeFile(
      late,
      JSON.stringify({ id: '2404.00001', title: 'On juggling', abstract: `By juggling, our method ${SENTENCES.robots}.` }),
    );
    await engine.importPapers({ path: late, embed: false });
    const near = await engine.similar({ ids: ['2404.00001'], k: 5 });
    assert.ok(near.results.filter(({ paper }) => paper.id.startsWith('arxiv:2403')).length >= 4);
    const seen = async (mode: 'hybrid' | 'dense' | 'lexical') =>
      (await engine.search({ query: 'juggling robot arm', k: 30, mode })).results.some(({ paper }) => paper.id === 'arxiv:2404.00001');
    assert.deepEqual([await seen('hybrid'), await seen('lexical'), await seen('dense')], [true, true, false]);
    assert.deepEqual(await engine.embedPapers(), { embedded: 1, finished: true });
    assert.equal(await seen('dense'), true);
  });

  it('says which ids it does not know', async () => {
    await assert.rejects(engine.similar({ ids: ['2401.00001', '2401.99999'] }), { code: 'PAPER_NOT_FOUND', value: 'arxiv:2401.99999' });
    await assert.rejects(engine.paper({ id: '10.1000/none' }), { code: 'PAPER_NOT_FOUND' });
    await assert.rejects(engine.paper({ id: 'nonsense' }), { code: 'INVALID_ID' });
  });

  it('goes on with the same answers after it was closed and opened again', async () => {
    const before = await engine.search({ query: 'protein design', k: 20 });
    const again = await openEngine({ home: join(folder, 'home') });
    assert.deepEqual(await again.search({ query: 'protein design', k: 20 }), before);
    await again.close();
  });

  it('tells what is here', async () => {
    const status = await engine.status();
    assert.equal(status.papers, 25);
    assert.equal(status.embedded, 25);
    assert.equal(status.model.name, 'paperkin-mini');
  });
});
