import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { trendChart } from '../../src/drawing/chart.js';
import { NO_CHROMIUM, openChromium } from '../support/browser.js';
import { temporaryFolder } from '../support/temporary.js';

describe('the chart of trends in Chromium', { skip: NO_CHROMIUM }, () => {
  let browser: Browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser?.close());

  it('is a document without faults whose text stays inside, dark where that is asked for', async () => {
    const totals = Uint32Array.from({ length: 60 }, () => 900);
    const timeline = { period: 'month', first: 600, totals, complete: 59, left: { undated: 0, earlier: 0, later: 0 } } as const;
    const counts = Array.from(totals, (_, at) => at);
    const caption =
      'rising: 2.1 times its share of the year before (1.7–2.6), since 2025-03, and so on for very much longer than there is room for';
    const names = ['KV cache <&"\u0007 \ud800', 'W'.repeat(90), '大規模言語モデル'.repeat(9), 'a'];
    const series = names.map((name) => ({ name, caption, counts, bursts: [{ begin: 40, end: 58, weight: 3, isOpen: true }] }));
    const file = join(await temporaryFolder(), 'trends.svg');
    await writeFile(file, trendChart(timeline, series, { title: 'Topics & trends' }));
    const grounds: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme });
      await page.goto(pathToFileURL(file).href);
      const seen = await page.evaluate(() => {
        const texts = Array.from(document.querySelectorAll('text'), (text) => text.getBoundingClientRect().right);
        const ground = document.querySelector('rect');
        return { root: document.documentElement.nodeName, right: Math.max(...texts), fill: ground ? getComputedStyle(ground).fill : '' };
      });
      assert.equal(seen.root, 'svg');
      assert.ok(seen.right <= 760, String(seen.right));
      grounds.push(seen.fill);
      await page.close();
    }
    assert.deepEqual(grounds, ['rgb(255, 255, 255)', 'rgb(31, 28, 26)']);
  });
});
