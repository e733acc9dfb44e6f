import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { trendChart } from '../../src/drawing/chart.js';
import { percent, wrapText } from '../../src/drawing/chart-text.js';
import { sparkline } from '../../src/drawing/sparkline.js';
import type { Timeline } from '../../src/trends/timeline.js';
import { trendMark, trendSentence } from '../../src/wording/trend.js';

const timeline: Timeline = {
  period: 'month',
  first: 648,
  totals: Uint32Array.from({ length: 24 }, () => 1_000),
  complete: 23,
  left: { undated: 0, earlier: 0, later: 0 },
};
const counts = Array.from({ length: 24 }, (_, at) => (at < 12 ? 10 : 40));

/** Throws where the tags of a document are not closed in order. */
function assertWellFormed(svg: string): void {
  const open: string[] = [];
  for (const [, close, name, empty] of svg.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (close) assert.equal(open.pop(), name);
    else if (!empty) open.push(name ?? '');
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(svg.replace(/<\/?[a-z]+(?:\s[^<>]*?)?\/?>/g, ''), /[<>]/);
  assert.doesNotMatch(svg, /NaN|undefined|Infinity|&(?!amp;|lt;|gt;|quot;)/);
}

describe('the chart of trends', () => {
  it('says what it shows to those who do not see it, and has no script and nothing from elsewhere', () => {
    const svg = trendChart(
      timeline,
      [{ name: 'KV cache', caption: 'rising', counts, bursts: [{ begin: 12, end: 22, weight: 9, isOpen: true }] }],
      {
        title: 'Topics',
      },
    );
    assertWellFormed(svg);
    assert.match(svg, /role="img" aria-labelledby="trends-title trends-desc"/);
    assert.match(svg, /<title id="trends-title">Topics<\/title>/);
    assert.match(svg, /<desc id="trends-desc">Share of all papers a month, 2024-01 to 2025-12. KV cache: rising.<\/desc>/);
    assert.match(svg, /Burst, 2025-01 to 2025-11/);
    assert.match(svg, /2025-12: 4%, 40 papers/);
    assert.match(svg, /stroke-dasharray/);
    assert.match(svg, /prefers-color-scheme: dark/);
    assert.doesNotMatch(svg.replace('http://www.w3.org/2000/svg', ''), /script|http|url\(/);
  });

  it('is coloured by the page that it is a part of, without rules of its own', () => {
    const svg = trendChart(timeline, [{ name: 'a', counts }], { title: 'Topics', inPage: true, id: 'one' });
    assertWellFormed(svg);
    assert.doesNotMatch(svg, /<style|class=/);
    assert.match(svg, /stroke="var\(--accent, #8a3324\)"/);
    assert.match(svg, /id="one-title"/);
  });

  it('is well formed for whatever names, counts and timelines there are', () => {
    const cell = fc.tuple(fc.nat({ max: 3_000 }), fc.nat({ max: 3_000 })).map(([total, some]) => [total, Math.min(total, some)] as const);
    fc.assert(
      fc.property(
        fc.array(cell, { maxLength: 30 }),
        fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.option(fc.string(), { nil: undefined })), { maxLength: 4 }),
        fc.constantFrom('week' as const, 'month' as const),
        fc.boolean(),
        (cells, names, period, inPage) => {
          const totals = Uint32Array.from(cells, ([total]) => total);
          const complete = Math.max(0, totals.length - 1);
          const series = names.map(([name, caption]) => ({ name, caption, counts: cells.map(([, some]) => some) }));
          const svg = trendChart({ ...timeline, period, totals, complete }, series, { title: names[0]?.[0] ?? '', inPage, last: 12 });
          assertWellFormed(svg);
        },
      ),
    );
  });
});

describe('text in a chart', () => {
  it('is broken between words, and cut with an ellipsis where it is too long', () => {
    assert.deepEqual(wrapText('one two three', 60, 12, 2), ['one two', 'three']);
    assert.deepEqual(wrapText('one two three four five', 60, 12, 2), ['one two', 'three f…']);
    assert.deepEqual(wrapText('', 60, 12, 2), []);
    assert.deepEqual(wrapText('𝒳𝒳𝒳', 1, 12, 1), ['𝒳…']);
  });

  it('tells shares in percent with the digits that they need', () => {
    assert.deepEqual([0, 0.5, 0.04, 0.0125, 0.0025, 0.0004, 0.00021].map(percent), ['0%', '50%', '4%', '1.3%', '0.25%', '0.04%', '0.021%']);
  });
});

describe('a sparkline', () => {
  it('has a block a value, from 0 to the greatest', () => {
    assert.equal(sparkline([0, 1, 2, 3, 4, 5, 6, 7, 8], 20), '▁▂▃▄▅▆▇██');
    assert.equal(sparkline([0, 0], 20), '▁▁');
    assert.equal(sparkline([], 20), '');
  });

  it('is never wider than it may be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 200 }),
        fc.integer({ min: 0, max: 100 }),
        (values, width) => {
          const line = sparkline(values, width);
          assert.equal(line.length, Math.min(values.length, width));
          assert.match(line, /^[▁-█]*$/u);
        },
      ),
    );
  });
});

describe('a trend in words', () => {
  const change = { ratio: 2.1, low: 1.7, high: 2.6, recent: 84, before: 80, since: '2025-03' };

  it('says the direction, how much with its interval, and since when', () => {
    assert.equal(
      trendSentence({ ...change, direction: 'rising' }),
      'rising: 2.1 times its share of the year before (1.7–2.6), since 2025-03',
    );
    const fallen = { ...change, ratio: 0.31, low: 0.08, high: 0.95, direction: 'falling' } as const;
    assert.equal(
      trendSentence(fallen, 'the 6 months before'),
      'falling: .31 times its share of the 6 months before (.08–.95), since 2025-03',
    );
    assert.equal(
      trendSentence({ ...change, direction: 'steady', ratio: 1.1, low: 0.8, high: 1.5, since: undefined }),
      'steady: 1.1 times its share of the year before (.80–1.5)',
    );
  });

  it('does not call steady what may have halved or doubled', () => {
    assert.equal(
      trendSentence({ ...change, direction: 'steady', since: undefined }),
      'no clear change: 2.1 times its share of the year before (1.7–2.6)',
    );
  });

  it('says what is new, what is gone, and what cannot be said', () => {
    assert.equal(trendSentence({ ...change, direction: 'rising', before: 0 }), 'new: 84 papers, none in the year before, since 2025-03');
    assert.equal(
      trendSentence({ ...change, direction: 'falling', recent: 0 }),
      'gone: 80 papers in the year before, none now, since 2025-03',
    );
    assert.equal(trendSentence({ ...change, direction: 'unknown', recent: 1, before: 0 }), 'too little to say: 1 paper in all');
  });

  it('is a mark and a number in a table', () => {
    assert.equal(trendMark({ direction: 'rising', ratio: 31.26 }), '↑ 31×');
    assert.equal(trendMark({ direction: 'falling', ratio: 0.2 }), '↓ .20×');
    assert.equal(trendMark({ direction: 'unknown', ratio: 1 }), '?');
  });
});
