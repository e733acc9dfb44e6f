import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { categoryFacet } from '../../src/lexical/facets.js';
import { type LexicalChange, type LexicalQuery, type ScoredKey, UNDATED } from '../../src/lexical/lexical-index.js';
import { termId } from '../../src/lexical/term-id.js';
import { questionVector } from '../../src/lexical/term-vector.js';
import { KeySet } from '../../src/paper/key-set.js';
import { type AnsweringLexicalIndex, ScanLexicalIndex } from '../support/scan-lexical-index.js';
import { paperSaying, papersSaying, termsOfPaper } from '../support/words.js';
import { changeOf, KEYS, queryOf, selectionOf, TERMS } from './lexical-arbitraries.js';

/** What every index of papers by their words does. `open` gives an empty one. */
export function describeLexicalIndex(name: string, open: () => Promise<AnsweringLexicalIndex>): void {
  const filled = async (changes: readonly LexicalChange[]) => {
    const index = await open();
    await index.apply(changes);
    return index;
  };

  describe(`${name} as an index of words`, () => {
    it('answers nothing while it is empty', async () => {
      const index = await open();
      assert.deepEqual(await index.rank(question('graph'), 10), []);
      assert.deepEqual(await index.score(question('graph'), [1, 2]), [0, 0]);
      assert.deepEqual([...(await index.pairwise([1, 1]))], [Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
      assert.deepEqual(await index.days([1]), [UNDATED]);
      assert.equal((await index.select({})).size, 0);
      assert.equal(await index.size(), 0);
      await index.close();
    });

    it('finds the papers that have a word of the question, the rarer word first', async () => {
      const index = await filled(papersSaying('graph theory', 'graph colouring', 'protein folding', 'theory', 'graph'));
      assert.deepEqual(keysOf(await index.rank(question('protein graphs'), 10)), [3, 5, 1, 2]);
      await index.close();
    });

    it('gives k papers where k have a word of the question, and all where fewer have', async () => {
      const index = await filled(papersSaying(...Array.from({ length: 60 }, (_, i) => `graph number${i}`), 'protein'));
      for (const k of [1, 7, 59, 60]) assert.equal((await index.rank(question('graph'), k)).length, k);
      assert.equal((await index.rank(question('graph'), 100)).length, 60);
      assert.deepEqual(await index.rank(question('graph'), 0), []);
      await index.close();
    });

    it('finds a word that every paper has', async () => {
      for (const count of [1, 40, 47]) {
        const index = await filled(papersSaying(...Array.from({ length: count }, () => 'graph')));
        assert.equal((await index.rank(question('graph'), 100)).length, count);
        await index.close();
      }
    });

    it('orders papers that are equally near by their keys', async () => {
      for (const text of ['graph theory', 'graph', 'graph theory of seven colours', 'graph drawing, graph layout']) {
        const paper = termsOfPaper(paperSaying(text));
        const index = await filled(Array.from({ length: 40 }, (_, i) => ({ key: 120 - 3 * i, paper })));
        for (const measure of ['bm25', 'cosine'] as const) {
          assert.deepEqual(keysOf(await index.rank(question('graph', measure), 3)), [3, 6, 9]);
        }
        await index.close();
      }
    });

    it('counts a pair of words for more than the two words apart', async () => {
      const index = await filled(papersSaying('cache of the kv', 'kv-cache of it', 'protein'));
      const [apart = 0, pair = 0] = await index.score(question('KV cache'), [1, 2]);
      assert.ok(pair > apart && apart > 0);
      await index.close();
    });

    it('finds the new words of a paper and forgets the old ones', async () => {
      const index = await filled(papersSaying('graph', 'protein', 'theory'));
      await index.apply([{ key: 1, paper: termsOfPaper(paperSaying('galaxy')) }]);
      assert.deepEqual(await index.rank(question('graph'), 5), []);
      assert.deepEqual(keysOf(await index.rank(question('galaxy'), 5)), [1]);
      assert.equal(await index.size(), 3);
      await index.close();
    });

    it('never finds a removed paper, and removes what it never held without complaint', async () => {
      const index = await filled(papersSaying('graph', 'graph', 'protein'));
      await index.apply([1, 77, 1_000_000].map((key) => ({ key, paper: undefined })));
      assert.deepEqual(keysOf(await index.rank(question('graph'), 5)), [2]);
      assert.deepEqual([...(await index.select({}))], [2, 3]);
      assert.deepEqual(await index.score(question('graph'), [1]), [0]);
      assert.ok(Number.isNaN((await index.pairwise([1, 2]))[1]));
      await index.close();
    });

    it('calls a paper 1 like itself, and 0 like one with which it shares no word', async () => {
      const index = await filled(papersSaying('graph theory of colouring', 'protein folding', 'galaxy'));
      const [same = 0, other] = await index.pairwise([1, 2]);
      assert.ok(Math.abs(same - 1) < 1e-6 && same <= 1);
      assert.equal(other, 0);
      await index.close();
    });

    it('selects by words, pairs and facets, of each list one, and of others none', async () => {
      const index = await filled([
        ...papersSaying('graph theory', 'theory of a graph', 'protein folding'),
        { key: 4, paper: termsOfPaper(paperSaying('graph theory', { categories: ['math.CO'] })) },
      ]);
      const [graph, protein, pair] = [termId('graph', 'word'), termId('protein', 'word'), termId('graph theori', 'pair')];
      assert.deepEqual([...(await index.select({ all: [[graph, protein]] }))], [1, 2, 3, 4]);
      assert.deepEqual([...(await index.select({ all: [[graph], [protein]] }))], []);
      assert.deepEqual([...(await index.select({ all: [[pair]] }))], [1, 4]);
      assert.deepEqual([...(await index.select({ all: [[pair]], none: [categoryFacet('math.*')] }))], [1]);
      assert.deepEqual([...(await index.select({ none: [pair] }))], [2, 3]);
      assert.deepEqual([...(await index.select({ all: [[]] }))], []);
      await index.close();
    });

    it('selects by day, papers without a date never, and by sets of keys', async () => {
      const dated = (published: string) => termsOfPaper(paperSaying('graph', { published }));
      const undated = termsOfPaper({ ...paperSaying('graph'), published: undefined });
      const index = await filled([
        { key: 1, paper: dated('1969-12-31') },
        { key: 2, paper: dated('1970-01-02') },
        { key: 3, paper: undated },
      ]);
      assert.deepEqual([...(await index.select({ days: { from: -1, to: 1 } }))], [1, 2]);
      assert.deepEqual([...(await index.select({ days: { from: -0x80000000, to: 0x7fffffff } }))], [1, 2]);
      assert.deepEqual([...(await index.select({ days: { from: 0, to: 0 } }))], []);
      assert.deepEqual([...(await index.select({ only: new KeySet([2, 3, 900]), except: new KeySet([3]) }))], [2]);
      assert.deepEqual(keysOf(await index.rank(question('graph'), 5, { only: new KeySet([3]) })), [3]);
      await index.close();
    });

    it('agrees with a plain scan of all papers, after any changes', async () => {
      const index = await open();
      const batches = fc.array(fc.array(changeOf, { maxLength: 12 }), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(batches, fc.array(fc.tuple(queryOf, selectionOf), { minLength: 1, maxLength: 4 }), async (changes, questions) => {
          const oracle = new ScanLexicalIndex();
          await index.apply(KEYS.map((key) => ({ key, paper: undefined })));
          for (const batch of changes) await Promise.all([index.apply(batch), oracle.apply(batch)]);
          await assertSameAnswers(index, oracle, questions);
          await index.settle();
          assert.equal(await index.unsettled(), 0);
          await assertSameAnswers(index, oracle, questions);
        }),
        { numRuns: 40, seed: 3 },
      );
      await index.close();
    });
  });
}

/** Asks both the same; scores may differ by rounding, and so may the order of those that are equal but for that. */
export async function assertSameAnswers(
  index: AnsweringLexicalIndex,
  oracle: AnsweringLexicalIndex,
  questions: readonly (readonly [LexicalQuery, Parameters<AnsweringLexicalIndex['select']>[0]])[],
): Promise<void> {
  assert.equal(await index.size(), await oracle.size());
  assert.deepEqual([...(await index.select({}))], [...(await oracle.select({}))]);
  for (const [query, selection] of questions) {
    assert.deepEqual([...(await index.select(selection))], [...(await oracle.select(selection))]);
    assertClose(await index.score(query, KEYS), await oracle.score(query, KEYS));
    for (const allowed of [undefined, selection]) {
      const expected = await oracle.rank(query, KEYS.length, allowed);
      const found = await index.rank(query, KEYS.length, allowed);
      assert.deepEqual(keysOf(found).sort(ascending), keysOf(expected).sort(ascending));
      assertClose(found.map(scoreOf), expected.map(scoreOf));
    }
  }
  const likeness = [...(await index.pairwise(KEYS))];
  assertClose(likeness, [...(await oracle.pairwise(KEYS))]);
  assertClose([...(await index.pairwise(KEYS.slice(0, 3), KEYS))], likeness.slice(0, 3 * KEYS.length));
  const [terms, expectedTerms] = [await index.vectors(KEYS), await oracle.vectors(KEYS)];
  assert.deepEqual(terms.starts, expectedTerms.starts);
  assert.deepEqual(terms.ids, expectedTerms.ids);
  assertClose([...terms.values], [...expectedTerms.values]);
  assertClose([...terms.idf], [...expectedTerms.idf]);
  assertClose([...(await index.pairwise(KEYS, KEYS, 2))], [...(await oracle.pairwise(KEYS, KEYS, 2))]);
  assert.ok(likeness.every((score) => Number.isNaN(score) || (score >= 0 && score <= 1)));
  assert.deepEqual(await index.days(KEYS), await oracle.days(KEYS));
  const [found, expected] = [await index.frequencies(TERMS), await oracle.frequencies(TERMS)];
  assertClose(
    found.map(({ idf }) => idf),
    expected.map(({ idf }) => idf),
  );
  // Removed papers may be counted until they are cleared away.
  found.forEach(({ papers }, i) => {
    assert.ok(papers >= (expected[i]?.papers ?? 0) && papers <= KEYS.length);
  });
}

export function question(text: string, measure: LexicalQuery['measure'] = 'bm25'): LexicalQuery {
  return { ...questionVector(text), measure };
}

export function keysOf(scored: readonly ScoredKey[]): number[] {
  return scored.map(({ key }) => key);
}

function assertClose(found: readonly (number | undefined)[], expected: readonly (number | undefined)[]): void {
  assert.equal(found.length, expected.length);
  found.forEach((number, i) => {
    const other = expected[i];
    if (number === undefined || other === undefined || Number.isNaN(other)) assert.deepEqual(number, other);
    else assert.ok(Math.abs(number - other) < 1e-6, `${number} is not ${other}`);
  });
}

function scoreOf({ score }: ScoredKey): number {
  return score;
}

export function ascending(a: number, b: number): number {
  return a - b;
}
