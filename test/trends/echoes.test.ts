import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { WorkerLexicalIndex } from '../../src/lexical/inverted/worker-index.js';
import { termId } from '../../src/lexical/term-id.js';
import { strataOf, strataSeries } from '../../src/trends/categories.js';
import { echoesOf, writtenNames } from '../../src/trends/echoes.js';
import { timelineOf } from '../../src/trends/timeline.js';
import { paperNumber } from '../support/papers.js';
import { temporaryFolder } from '../support/temporary.js';
import { papersSaying, termsOfPaper } from '../support/words.js';

const folder = await temporaryFolder();
const lexical = new WorkerLexicalIndex({ identity: 'words/test', folder });
after(() => lexical.close());

describe('echoes', () => {
  it('are terms that most of the same papers have; a wide term and a narrow one within it stay two', async () => {
    await lexical.apply(
      papersSaying(
        'opsd teacher robot',
        'opsd teacher robot',
        'opsd teacher robot arm',
        'opsd robot arm',
        'robot arm',
        'robot hand',
        'robot leg',
        'robot foot',
        'robot eye',
      ),
    );
    const named = (name: string, examples: number[]) => ({ id: termId(name, 'word'), name, examples });
    const terms = [
      named('opsd', [1, 2, 3, 4]),
      named('robot', [1, 2, 3, 4, 5, 6, 7, 8, 9]),
      named('teacher', [1, 2, 3]),
      named('arm', [3, 4, 5]),
    ];
    assert.deepEqual(await echoesOf(lexical, terms), [[0, 2], [1], [3]]);
    assert.deepEqual(await echoesOf(lexical, []), []);
  });

  it('are named by the phrase that their pieces make where it is written', () => {
    const texts = ['We study on-policy self-distillation (OPSD).', 'OPSD again'];
    assert.deepEqual(writtenNames(['policy self', 'OPSD', 'self-distillation', 'on-policy'], texts), [
      'on-policy self-distillation',
      'OPSD',
    ]);
    assert.deepEqual(writtenNames(['OPSD', 'policy self', 'self-distillation'], texts), ['OPSD', 'policy self-distillation']);
    assert.deepEqual(writtenNames(['policy self', 'self-distillation'], ['nothing of it']), ['policy self', 'self-distillation']);
    assert.deepEqual(writtenNames(['cache', 'KV cache'], []), ['cache', 'KV cache']);
  });
});

describe('strata', () => {
  it('are the rarest of the common categories of a paper, or of its families', async () => {
    const categories = [['cs.CL'], ['cs.CL', 'q-bio.BM'], ['cs.CL', 'cs.LG'], ['cs.LG', 'cs.CL'], []];
    const papers = categories.map((names, i) => paperNumber(i, { categories: names, published: `2025-0${i + 1}-10` }));
    await lexical.apply(papers.map((paper, i) => ({ key: 101 + i, paper: termsOfPaper(paper) })));
    const keys = [101, 102, 103, 104, 105];
    const sample = papers.map((paper, i) => ({ paper, key: 101 + i }));
    const finest = await strataOf(lexical, keys, sample, 'category');
    assert.deepEqual([[...finest.of], finest.count], [[1, 3, 2, 2, 0], 4]);
    const families = await strataOf(lexical, keys, sample, 'family');
    assert.deepEqual([[...families.of], families.count], [[1, 2, 1, 1, 0], 3]);
    const days = await lexical.days(keys);
    const timeline = timelineOf(days, { today: 30_000 });
    assert.deepEqual(
      strataSeries(timeline, days, families).map((counts) => [...counts]),
      [
        [0, 0, 0, 0, 1],
        [1, 0, 1, 1, 0],
        [0, 1, 0, 0, 0],
      ],
    );
  });
});
