import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { WorkerLexicalIndex } from '../../src/lexical/inverted/worker-index.js';
import { UNDATED } from '../../src/lexical/lexical-index.js';
import { termId } from '../../src/lexical/term-id.js';
import { type Windows, windowsOf } from '../../src/trends/change.js';
import { firstDayOf, nameOfPeriod, type Period, periodOf } from '../../src/trends/periods.js';
import { surfaceOf } from '../../src/trends/term-names.js';
import { termSeries } from '../../src/trends/term-series.js';
import { nameAt, timelineOf } from '../../src/trends/timeline.js';
import { timelineOfPapers, topicSeries } from '../../src/trends/topic-series.js';
import { temporaryFolder } from '../support/temporary.js';
import { paperSaying, termsOfPaper } from '../support/words.js';

const day = (date: string) => Date.parse(date) / 86_400_000;
const TODAY = day('2025-07-20');

describe('periods', () => {
  it('are weeks from Monday to Sunday, and months', () => {
    assert.equal(nameOfPeriod(periodOf(day('2025-03-09'), 'week'), 'week'), '2025-03-03');
    assert.equal(nameOfPeriod(periodOf(day('2025-03-10'), 'week'), 'week'), '2025-03-10');
    assert.equal(nameOfPeriod(periodOf(day('2025-03-31'), 'month'), 'month'), '2025-03');
    assert.equal(nameOfPeriod(periodOf(day('1969-12-31'), 'month'), 'month'), '1969-12');
  });

  it('hold every day between their first and the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: -80_000, max: 80_000 }), fc.constantFrom<Period>('week', 'month'), (some, period) => {
        const index = periodOf(some, period);
        assert.ok(firstDayOf(index, period) <= some && some < firstDayOf(index + 1, period));
      }),
    );
  });
});

describe('a timeline', () => {
  const days = ['2025-01-05', '2025-02-01', '2025-02-28', '2025-04-30', '2025-05-12'].map(day);

  it('has every month from the first paper to the last, empty ones too, and the last is not complete', () => {
    const timeline = timelineOf([...days, UNDATED], { today: TODAY });
    assert.deepEqual([...timeline.totals], [1, 2, 0, 1, 1]);
    assert.equal(timeline.complete, 4);
    assert.deepEqual(timeline.left, { undated: 1, earlier: 0, later: 0 });
    assert.equal(nameAt(timeline, 0), '2025-01');
  });

  it('is complete to its end when its last day is the last of a period', () => {
    assert.equal(timelineOf([...days, day('2025-05-31')], { today: TODAY }).complete, 5);
  });

  it('opens no periods for papers of the future, and none before those that are asked for', () => {
    const timeline = timelineOf([...days, day('2031-01-01')], { today: TODAY, most: 2 });
    assert.deepEqual([...timeline.totals], [1, 1]);
    assert.deepEqual(timeline.left, { undated: 0, earlier: 3, later: 1 });
  });

  it('does not take for complete what has only begun to arrive', () => {
    const full = Array.from({ length: 9 }, (_, month) => Array<number>(30).fill(day(`2024-0${month + 1}-10`))).flat();
    const timeline = timelineOf([...full, ...Array<number>(4).fill(day('2024-10-05')), day('2024-12-31')], { today: TODAY });
    assert.equal(timeline.totals.length, 12);
    assert.equal(timeline.complete, 9);
  });

  it('of no dated papers is empty', () => {
    const timeline = timelineOf([UNDATED, UNDATED], { today: TODAY });
    assert.deepEqual([timeline.totals.length, timeline.complete, timeline.left.undated], [0, 0, 2]);
    assert.equal(windowsOf(timeline), undefined);
  });
});

describe('series of a corpus', () => {
  /** 24 months of 20 papers; the KV cache comes in the last half year, fax machines go. */
  const papers = Array.from({ length: 480 }, (_, i) => {
    const month = Math.floor(i / 20);
    const subject =
      month >= 18 && i % 2 === 0 ? 'We compress the KV cache' : month < 12 && i % 2 === 0 ? 'We send by fax machine' : 'We prune networks';
    const published = `${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-15`;
    return paperSaying(`${subject} number x${i}.`, { published });
  });
  const keys = papers.map((_, i) => i + 1);

  async function openLexical() {
    const lexical = new WorkerLexicalIndex({ identity: 'words/test', folder: await temporaryFolder() });
    await lexical.apply(papers.map((paper, i) => ({ key: i + 1, paper: termsOfPaper(paper) })));
    return lexical;
  }
  const opened = openLexical();
  after(async () => (await opened).close());

  it('count the papers of each topic in each month', async () => {
    const { papers: dated, timeline } = await timelineOfPapers(await opened, keys, { today: TODAY });
    const [all, some] = topicSeries(timeline, dated, [keys, [1, 2, 21, 480, 9_999]]);
    assert.deepEqual(all, timeline.totals);
    assert.deepEqual([...(some ?? [])], [2, 1, ...Array(21).fill(0), 1]);
  });

  it('count the papers of each term that is frequent in the windows, older months included', async () => {
    const lexical = await opened;
    const { papers: dated, timeline } = await timelineOfPapers(lexical, keys, { today: TODAY });
    const windows = windowsOf({ ...timeline, complete: 24 }) as Windows;
    const told: number[] = [];
    const terms = await termSeries(lexical, timeline, windows, dated, { onProgress: ({ done }) => told.push(done) });
    const byId = new Map(terms.map((term) => [term.id, term]));
    const cache = byId.get(termId('kv cach', 'pair'));
    assert.deepEqual([...(cache?.counts ?? [])], [...Array(18).fill(0), ...Array(6).fill(10)]);
    const fax = byId.get(termId('fax', 'word'));
    assert.deepEqual([...(fax?.counts ?? [])], [...Array(12).fill(10), ...Array(12).fill(0)]);
    assert.ok(![...byId.keys()].includes(termId('x7', 'word')));
    assert.equal(told.at(-1), 480);
    const texts = (cache?.examples ?? []).map((key) => papers[key - 1]).filter((paper) => paper !== undefined);
    assert.equal(texts.length, 16);
    assert.equal(surfaceOf(termId('kv cach', 'pair'), texts), 'KV cache');
    assert.equal(surfaceOf(termId('fax', 'word'), texts), undefined);
    const [commonest] = await termSeries(lexical, timeline, windows, dated, { most: 1 });
    assert.equal(terms.length > 3, true);
    assert.equal(commonest?.id, terms[0]?.id);
  });

  it('tell how many papers of each stratum have a term, within the windows', async () => {
    const lexical = await opened;
    const { papers: dated, timeline } = await timelineOfPapers(lexical, keys, { today: TODAY });
    const windows = windowsOf({ ...timeline, complete: 24 }) as Windows;
    const strata = keys.map((key) => (key % 4 === 1 ? 2 : 0));
    const terms = await termSeries(lexical, timeline, windows, dated, { strata });
    assert.deepEqual([...(terms.find(({ id }) => id === termId('kv cach', 'pair'))?.strata ?? [])], [30, 0, 30]);
    assert.ok(terms.every((term) => term.strata.length === 3));
  });

  it('can be interrupted', async () => {
    const lexical = await opened;
    const { papers: dated, timeline } = await timelineOfPapers(lexical, keys, { today: TODAY });
    const windows = windowsOf(timeline) as Windows;
    await assert.rejects(termSeries(lexical, timeline, windows, dated, { signal: AbortSignal.abort() }), { code: 'INTERRUPTED' });
  });
});
