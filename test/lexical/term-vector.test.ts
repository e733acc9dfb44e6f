import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isKind, termId } from '../../src/lexical/term-id.js';
import { analyse, decodeTerms, encodeTerms, questionVector, termVectorOf } from '../../src/lexical/term-vector.js';

/** Dao et al. (2022), as arXiv has it. */
const FLASH_ATTENTION = {
  title: 'FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness',
  abstract:
    'Transformers are slow and memory-hungry on long sequences, since the time and memory complexity of self-attention are quadratic in sequence length. Approximate attention methods have attempted to address this problem by trading off model quality to reduce the compute complexity, but often do not achieve wall-clock speedup. We argue that a missing principle is making attention algorithms IO-aware -- accounting for reads and writes between levels of GPU memory. We propose FlashAttention, an IO-aware exact attention algorithm that uses tiling to reduce the number of memory reads/writes between GPU high bandwidth memory (HBM) and GPU on-chip SRAM. We analyze the IO complexity of FlashAttention, showing that it requires fewer HBM accesses than standard attention, and is optimal for a range of SRAM sizes. We also extend FlashAttention to block-sparse attention, yielding an approximate attention algorithm that is faster than any existing approximate attention method.',
};

const vocabulary = ['graph', 'theory', 'kv-cache', 'attention', 'the', 'galaxy', 'GPT-4', 'protein folding.'];
const text = fc.array(fc.constantFrom(...vocabulary), { maxLength: 80 }).map((words) => words.join(' '));
const paper = fc.record({ title: fc.oneof(text, fc.string()), abstract: fc.oneof(text, fc.string({ unit: 'grapheme' })) });

function weightOf(paper: { title: string; abstract: string }, id: number): number {
  const { ids, weights } = termVectorOf(paper);
  return weights[ids.indexOf(id)] ?? 0;
}

describe('the words of a paper', () => {
  it('are numbers that ascend, each once, words and pairs, with weights of 1 to 255', () => {
    fc.assert(
      fc.property(paper, (each) => {
        const { ids, weights } = termVectorOf(each);
        assert.equal(weights.length, ids.length);
        ids.forEach((id, i) => {
          assert.ok(i === 0 || id > (ids[i - 1] ?? id));
          assert.ok(isKind(id, 'word') || isKind(id, 'pair'));
          assert.ok((weights[i] ?? 0) >= 1);
        });
      }),
      { seed: 1 },
    );
  });

  it('depend on nothing but the text', () => {
    fc.assert(
      fc.property(paper, (each) => assert.deepEqual(termVectorOf(structuredClone(each)), termVectorOf(each))),
      { seed: 2 },
    );
  });

  it('come back out of their bytes as they were, wherever these lie', () => {
    fc.assert(
      fc.property(paper, fc.nat(9), (each, offset) => {
        const vector = termVectorOf(each);
        const bytes = encodeTerms(vector);
        const elsewhere = new Uint8Array(offset + bytes.length);
        elsewhere.set(bytes, offset);
        assert.deepEqual(decodeTerms(elsewhere.subarray(offset)), vector);
        assert.equal(bytes.length, vector.ids.length * 5);
      }),
      { seed: 3 },
    );
  });

  it('take some 650 bytes of an abstract', () => {
    const { length } = encodeTerms(termVectorOf(FLASH_ATTENTION));
    assert.ok(length > 300 && length <= 750, `${length} bytes`);
  });

  it('weigh more the more often they occur, up to a limit, and in a title more', () => {
    const graph = termId('graph', 'word');
    const of = (title: string, abstract: string) => weightOf({ title, abstract }, graph);
    const filler = Array.from({ length: 60 }, (_, i) => `filler${i}`).join(' ');
    const [once, twice, thrice] = [1, 2, 3].map((n) => of('T', `${'graph '.repeat(n)}${filler}`));
    assert.ok(once !== undefined && twice !== undefined && thrice !== undefined);
    assert.ok(once < twice && twice < thrice && thrice - twice < twice - once);
    assert.ok(of('graph', filler) > of('T', `graph ${filler}`));
    assert.ok(of('T', `graph ${filler} ${filler.replaceAll('filler', 'other')}`) < once);
  });

  it('weigh less as a pair than as a word', () => {
    const each = { title: 'T', abstract: 'kv cache' };
    assert.ok(weightOf(each, termId('kv cach', 'pair')) < weightOf(each, termId('kv', 'word')));
  });
});

describe('the number of a term', () => {
  it('tells words, pairs and facets apart, and is an unsigned integer of 32 bits', () => {
    fc.assert(
      fc.property(fc.string(), (each) => {
        for (const kind of ['word', 'pair', 'facet'] as const) {
          const id = termId(each, kind);
          assert.ok(Number.isInteger(id) && id >= 0 && id < 2 ** 32);
          assert.deepEqual(
            (['word', 'pair', 'facet'] as const).filter((other) => isKind(id, other)),
            [kind],
          );
        }
      }),
      { seed: 4 },
    );
  });

  it('is spread evenly, so that hardly two terms share one', () => {
    const ids = new Set(Array.from({ length: 50_000 }, (_, i) => termId(`term${i}`, 'word')));
    // 2^30 numbers for 50,000 terms: about one collision is to be expected.
    assert.ok(ids.size >= 49_993, `${ids.size} of 50,000`);
    const cells = new Set([...ids].map((id) => id >>> 20));
    assert.equal(cells.size, 4_096);
  });
});

describe('a question', () => {
  it('has each of its terms once, weighed by how often it has it', () => {
    const { ids, weights } = questionVector('graph theory of graphs');
    assert.deepEqual(
      new Map(ids.map((id, i) => [id, weights[i]])),
      new Map([
        [termId('graph', 'word'), 2],
        [termId('theori', 'word'), 1],
        [termId('graph theori', 'pair'), 0.5],
      ]),
    );
    assert.deepEqual(questionVector('the of'), { ids: [], weights: [] });
  });
});

describe('the words of a text as written', () => {
  it('are in lower case, with their endings, without those that say nothing', () => {
    assert.deepEqual([...analyse({ title: 'The Graphs of GRAPHS,', abstract: 'naïvely' }).words], ['graphs', 'naively']);
  });
});
