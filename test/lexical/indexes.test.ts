import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BLOCK_ROWS } from '../../src/lexical/inverted/block.js';
import { SparseIndex } from '../../src/lexical/inverted/sparse-index.js';
import { WorkerLexicalIndex } from '../../src/lexical/inverted/worker-index.js';
import { type PaperTerms, UNDATED } from '../../src/lexical/lexical-index.js';
import { termId } from '../../src/lexical/term-id.js';
import { encodeTerms } from '../../src/lexical/term-vector.js';
import { seededRandom } from '../support/random.js';
import { type AnsweringLexicalIndex, ScanLexicalIndex } from '../support/scan-lexical-index.js';
import { temporaryFolder } from '../support/temporary.js';
import { paperSaying, termsOfPaper } from '../support/words.js';
import { changeOf, queryOf, selectionOf } from './lexical-arbitraries.js';
import { ascending, assertSameAnswers, describeLexicalIndex, keysOf, question } from './lexical-index-contract.js';

describeLexicalIndex('the plain scan', async () => new ScanLexicalIndex());
describeLexicalIndex('the sparse index', async () => answering(new SparseIndex()));
const folder = await temporaryFolder();
describeLexicalIndex('the index in a worker', async () => new WorkerLexicalIndex({ identity: 'terms@1', folder }));

describe('the sparse index', () => {
  it('loses nothing that changes while blocks are made compact and moved', async () => {
    const step = fc.oneof(
      fc.record({ apply: fc.array(changeOf, { minLength: 1, maxLength: 8 }) }),
      fc.constantFrom('seal' as const, 'settle' as const, 'go on' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), queryOf, selectionOf, async (steps, query, selection) => {
        const [index, oracle] = [new SparseIndex(), new ScanLexicalIndex()];
        let work: Generator<void, void> | undefined;
        for (const each of steps) {
          if (typeof each === 'object') {
            index.apply(each.apply);
            await oracle.apply(each.apply);
          } else if (each !== 'go on' && work === undefined) work = each === 'seal' ? index.sealingAll() : index.settling();
          // Long work is never broken off, as in the worker: it goes on a step between two calls.
          else if (work?.next().done === true) work = undefined;
        }
        await assertSameAnswers(answering(index), oracle, [[query, selection]]);
        finish(work);
        finish(index.settling());
        assert.equal(index.unsettled, 0);
        await assertSameAnswers(answering(index), oracle, [[query, selection]]);
      }),
      { numRuns: 50, seed: 5 },
    );
  });

  it('finds each paper once at every step of that work, whatever is removed or replaced between two steps', () => {
    const index = new SparseIndex();
    const present = new Set<number>();
    const put = (key: number) => {
      index.apply([{ key, paper: termsOfPaper(paperSaying('graph')) }]);
      present.add(key);
    };
    const remove = (key: number) => {
      index.apply([{ key, paper: undefined }]);
      present.delete(key);
    };
    for (let round = 0; round < 3; round++) {
      for (let i = 1; i <= 150; i++) put(round * 150 + i);
      for (const work of [index.sealingAll(), index.settling()]) {
        for (let step = 1; work.next().done !== true; step++) {
          remove((step * 37) % 450);
          remove(round * 150 + step);
          put(round * 150 + 150 - step);
          const found = index.rank(question('graph'), 1_000).map(({ key }) => key);
          assert.deepEqual(found.toSorted(ascending), [...present].sort(ascending));
          assert.equal(index.count, present.size);
        }
      }
    }
    assert.equal(index.select({}).size, present.size);
  });

  it('answers the same over more papers than a block holds, and moves together what is left of a block', () => {
    const count = BLOCK_ROWS + 7_000;
    const index = new SparseIndex();
    index.apply(Array.from({ length: count }, (_, i) => ({ key: i + 1, paper: tinyPaper(i) })));
    const query = { ids: [termId('w5', 'word'), termId('w77', 'word')], weights: [1, 2], measure: 'bm25' as const };
    const answers = () => [
      index.count,
      index.rank(query, 50),
      index.score(query, [6, 78, count]),
      index.pairwise([6, 106]),
      index.days([6, 106]),
    ];
    const before = answers();
    assert.equal(index.unsettled, BLOCK_ROWS);
    finish(index.settling());
    assert.equal(index.unsettled, 0);
    assert.deepEqual(answers(), before);

    // Of the first block every third paper stays.
    for (let i = 0; i < BLOCK_ROWS; i++) if (i % 3 > 0) index.apply([{ key: i + 1, paper: undefined }]);
    const thinned = answers();
    const [first] = index.blocks;
    finish(index.settling());
    assert.ok(first && !index.blocks.includes(first));
    assert.equal(index.blocks.length, 1);
    assert.deepEqual(answers(), thinned);
    assert.equal(index.select({}).size, index.count);
  });

  it('keeps few small blocks, however often what has come is made compact', () => {
    const index = new SparseIndex();
    for (let i = 0; i < 300; i++) {
      index.apply([{ key: i + 1, paper: tinyPaper(i) }]);
      finish(index.settling());
      finish(index.sealingAll());
    }
    assert.equal(index.count, 300);
    assert.ok(index.blocks.length <= 10, `${index.blocks.length} blocks`);
  });

  it('finds nearly all of the true nearest though it estimates first', async () => {
    const [index, oracle, random] = [new SparseIndex(), new ScanLexicalIndex(), seededRandom(11)];
    const vectors = Array.from({ length: 800 }, () => zipfVector(random));
    const changes = vectors.map((vector, i) => ({ key: i + 1, paper: { terms: encodeTerms(vector), facets: [], day: UNDATED } }));
    index.apply(changes);
    await oracle.apply(changes);
    let common = 0;
    for (const { ids, weights } of vectors.slice(0, 5)) {
      const query = { ids: [...ids], weights: [...weights], measure: 'cosine' as const, thorough: true };
      const truth = new Set(keysOf(await oracle.rank(query, 20)));
      common += index.rank(query, 20).filter(({ key }) => truth.has(key)).length;
    }
    assert.ok(common >= 95, `${common} of 100`);
  });
});

/** Three terms out of 200. */
function tinyPaper(i: number): PaperTerms {
  const ids = Uint32Array.from(new Set([`w${i % 100}`, `w${i % 77}`, `w${100 + (i % 99)}`]), (word) => termId(word, 'word')).sort();
  return { terms: encodeTerms({ ids, weights: Uint8Array.from(ids, (_, at) => 20 + at) }), facets: [], day: UNDATED };
}

/** Forty terms of 2,000, the first ones more often by far, as in real text. */
function zipfVector(random: () => number): { ids: Uint32Array; weights: Uint8Array } {
  const words = new Set(Array.from({ length: 40 }, () => `w${Math.floor(2_000 ** random())}`));
  const ids = Uint32Array.from(words, (word) => termId(word, 'word')).sort();
  return { ids, weights: Uint8Array.from(ids, () => 1 + Math.floor(random() * 150)) };
}

function finish(work: Generator<void, void> | undefined): void {
  while (work?.next().done === false);
}

function answering(index: SparseIndex): AnsweringLexicalIndex {
  return {
    apply: async (changes) => index.apply(changes),
    select: async (selection) => index.select(selection),
    rank: async (query, k, selection) => index.rank(query, k, selection),
    score: async (query, keys) => index.score(query, keys),
    pairwise: async (keys, others, idfExponent) => index.pairwise(keys, others, idfExponent),
    vectors: async (keys) => index.vectors(keys),
    days: async (keys) => index.days(keys),
    frequencies: async (ids) => index.frequencies(ids),
    size: async () => index.count,
    settle: async () => finish(index.settling()),
    unsettled: async () => index.unsettled,
    close: async () => undefined,
  };
}
