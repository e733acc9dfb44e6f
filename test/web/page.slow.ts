import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { NO_CHROMIUM, type Visit, visit } from '../support/browser.js';
import { openTestEngine } from '../support/engine.js';

// Here and not in `before`, after which its folder would be gone.
const { engine } = await openTestEngine([
  { id: '2504.00001', title: 'Averyveryverylongword'.repeat(12), abstract: 'An abstract about long words that do not fit.' },
]);
after(() => engine.close());

describe('the page in Chromium', { skip: NO_CHROMIUM }, () => {
  let chromium: Visit;

  before(async () => {
    chromium = await visit(engine);
  });
  after(() => chromium?.close());

  const open = (options?: Parameters<Visit['open']>[1]) => chromium.open('', options);

  it('finds papers, opens one, follows a neighbour and comes back, by keyboard alone', async () => {
    const page = await open();
    const focus = () => page.evaluate(() => document.activeElement?.id);
    for (let i = 0; i < 9 && (await focus()) !== 'q'; i++) await page.keyboard.press('Tab');
    await page.keyboard.type('structure of proteins');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=structure/);
    assert.equal(await page.inputValue('#q'), 'structure of proteins');
    const titles = await page.locator('.papers h2').allTextContents();
    assert.ok(titles.length >= 10 && titles.slice(0, 10).every((title) => title.includes('protein structures')));

    await page.locator('.papers a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/papers\/arxiv:2502\./);
    const first = await page.locator('h1').textContent();
    assert.equal(first, titles[0]);
    assert.ok(!(await page.locator('.papers h3').allTextContents()).includes(first ?? ''));

    await page.locator('.papers a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction((title) => document.querySelector('h1')?.textContent !== title, first);
    await page.goBack();
    assert.equal(await page.locator('h1').textContent(), first);
    await page.close();
  });

  it('works without JavaScript', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.fill('#q', 'robot hands');
    await page.click('button');
    assert.match((await page.locator('.papers h2').first().textContent()) ?? '', /robot hands/);
    await page.close();
  });

  it('makes a reader, likes a pick and undoes it, without JavaScript', async () => {
    const page = await open({ javaScriptEnabled: false });
    const titles = () => page.locator('.papers h3').allTextContents();
    await page.click('.nav a[href="/readers"]');
    await page.fill('#new-name', 'ana');
    await page.fill('#new-like', '2501.00001 2501.00002');
    await page.click('.fields button');
    assert.match(page.url(), /\/readers\/ana$/);
    const [first = ''] = await titles();
    assert.match(first, /key-value cache/);
    await page.locator('.papers button[value=like]').first().click();
    assert.match((await page.locator('.notice').textContent()) ?? '', /^Liked, for ana/);
    assert.ok(!(await titles()).includes(first));
    await page.getByRole('button', { name: 'Undo last action' }).click();
    assert.ok((await titles()).includes(first));
    await page.close();
  });

  it('changes an interest, follows an author and asks why not, by what stands on the page', async () => {
    const page = await open();
    await page.goto(`${chromium.server.url}readers/ana?k=5`);
    await page.locator('.interests summary').first().click();
    await page.getByLabel('Name of the interest').fill('my caches');
    await page.getByRole('button', { name: 'Rename' }).click();
    assert.match((await page.locator('.interests summary').first().textContent()) ?? '', /^my caches 100%/);
    await page.getByLabel('Whom or what to follow').fill('Ada Example3');
    await page.getByRole('button', { name: 'Follow', exact: true }).click();
    assert.match((await page.locator('.why').first().textContent()) ?? '', /You follow Ada Example3/);
    await page.getByLabel('Paper', { exact: true }).fill('2501.00001');
    await page.getByRole('button', { name: 'Why not?' }).click();
    assert.equal(await page.locator('.reason').textContent(), 'You have liked it already.');
    assert.match(page.url(), /\?k=5&paper=2501\.00001#whynot$/);
    await page.goto(`${chromium.server.url}papers/arxiv:2502.00003`);
    await page.locator('button[value=hide]').click();
    assert.match((await page.locator('.notice').textContent()) ?? '', /^Hidden, for ana/);
    await page.close();
  });

  it('finds topics, opens one, searches within it and has a reader follow it, without JavaScript', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.click('.nav a[href="/topics"]');
    await page.getByRole('button', { name: 'Find topics' }).click();
    // The page looks again by itself.
    await page.waitForSelector('.topics a', { timeout: 30_000 });
    await page.locator('.topics a').first().click();
    await page.waitForURL(/\/topics\/t\d+$/);
    await page.getByRole('button', { name: 'Follow this topic' }).click();
    assert.match((await page.locator('.notice').textContent()) ?? '', /^Followed, for ana/);
    await page.getByLabel('Search within this topic').fill('approach');
    await page.getByRole('button', { name: 'Search within' }).click();
    await page.waitForURL(/\?topic=t\d+&q=approach$/);
    assert.match((await page.locator('.lead').textContent()) ?? '', /^In the topic /);
    await page.close();
  });

  it('fits a small telephone, in which nothing has to be scrolled sideways', async () => {
    const page = await open({ viewport: { width: 360, height: 640 } });
    for (const path of [
      '',
      '?q=robot',
      'papers/arxiv:2504.00001',
      'readers',
      'readers/ana',
      'readers/ana?paper=2504.00001',
      'topics',
      'topics/f1',
      'trends',
    ]) {
      await page.goto(chromium.server.url + path);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, path);
    }
    await page.close();
  });

  it('is dark where the reader prefers it, and shows what has the focus', async () => {
    const background = async (colorScheme: 'light' | 'dark') => {
      const page = await open({ colorScheme });
      const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await page.focus('#q');
      await page.keyboard.press('Shift');
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle), 'none');
      await page.close();
      return color;
    };
    assert.notEqual(await background('light'), await background('dark'));
  });

  it('complained of nothing, and asked nobody else for anything', () => {
    assert.deepEqual(chromium.complaints, []);
  });
});
