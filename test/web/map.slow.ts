import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { NO_CHROMIUM, type Visit, visit } from '../support/browser.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine();
after(() => engine.close());

describe('the map in Chromium', { skip: NO_CHROMIUM }, () => {
  let chromium: Visit;

  before(async () => {
    await engine.updateTopics({ topics: 3, outliers: 0 });
    chromium = await visit(engine);
  });
  after(() => chromium?.close());

  const open = (options?: Parameters<Visit['open']>[1]) => chromium.open('map', options);

  /** What is drawn, told by a digest of its pixels. */
  async function drawn(page: Page): Promise<string> {
    const pixels = await page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      return document.querySelector('canvas')?.toDataURL() ?? '';
    });
    return createHash('sha256').update(pixels).digest('hex');
  }

  /** Waits until something else is drawn, or the same again. */
  async function becomes(page: Page, isWanted: (drawn: string) => boolean): Promise<string> {
    for (let attempt = 0; attempt < 50; attempt++) {
      const now = await drawn(page);
      if (isWanted(now)) return now;
    }
    throw new Error('It is drawn as it was.');
  }

  async function middle(page: Page): Promise<{ x: number; y: number }> {
    const box = await page.locator('.map canvas').boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  }

  it('is made at the press of a button, and is a still picture with a list where no script runs', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Make the map' }).click();
    // The page looks again by itself.
    await page.waitForSelector('.map img', { timeout: 30_000 });
    await page.waitForSelector('.actions', { timeout: 30_000 });
    assert.ok(((await page.locator('.map img').boundingBox())?.height ?? 0) > 200);
    assert.equal(await page.locator('.map-tools').isVisible(), false);
    assert.equal(await page.locator('.areas a').count(), 3);
    await page.close();
  });

  it('is walked by mouse: turned, dragged, a paper told under the pointer and opened by its link', async () => {
    const page = await open({ viewport: { width: 1_200, height: 900 } });
    await page.waitForSelector('.walked canvas');
    assert.equal(await page.locator('.map img').isVisible(), false);
    const whole = await drawn(page);
    const { x, y } = await middle(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 80, y + 40, { steps: 4 });
    await page.mouse.up();
    const dragged = await becomes(page, (now) => now !== whole);
    await page.mouse.wheel(0, -100);
    await becomes(page, (now) => now !== dragged);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.mouse.move(0, 0);
    await becomes(page, (now) => now === whole);
    const [title, at] = await paperUnderPointer(page);
    await page.mouse.click(at.x, at.y);
    await page.mouse.move(5, 5);
    await page.locator('.map-card a').click();
    await page.waitForURL(/\/papers\/arxiv:250\d\.\d+$/);
    assert.equal(await page.locator('h1').textContent(), title);
    await page.close();
  });

  /** Looks for one along lines through the middle of the map. */
  async function paperUnderPointer(page: Page): Promise<[title: string, at: { x: number; y: number }]> {
    const box = await page.locator('.map canvas').boundingBox();
    assert.ok(box);
    for (let row = 0.05; row < 1; row += 0.03)
      for (let column = 0.05; column < 0.9; column += 0.02) {
        const at = { x: box.x + column * box.width, y: box.y + row * box.height };
        await page.mouse.move(at.x, at.y);
        if (!(await page.evaluate(() => document.querySelector('.map')?.classList.contains('found')))) continue;
        await page.waitForSelector('.map-card:not([hidden])');
        return [(await page.locator('.map-card a').textContent()) ?? '', at];
      }
    throw new Error('No paper was found under the pointer.');
  }

  it('is walked by keys, which tell the paper in the middle and open it', async () => {
    const page = await open({ viewport: { width: 1_200, height: 900 } });
    await page.waitForSelector('.walked canvas');
    await page.focus('.map canvas');
    const whole = await drawn(page);
    for (const key of ['+', '+', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown', '-']) await page.keyboard.press(key);
    await becomes(page, (now) => now !== whole);
    for (const key of ['0', '-', '-']) await page.keyboard.press(key);
    // Round and round, until there is a paper in the middle.
    const round = ['ArrowLeft', 'ArrowDown', 'ArrowRight', 'ArrowUp'];
    for (let turn = 0; turn < 16 && (await page.locator('.map.found').count()) === 0; turn++)
      for (let i = 0; i <= turn / 2 && (await page.locator('.map.found').count()) === 0; i++)
        await page.keyboard.press(round[turn % 4] as string);
    await page.waitForSelector('.map-card:not([hidden])');
    const title = await page.locator('.map-card a').textContent();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/papers\//);
    assert.equal(await page.locator('h1').textContent(), title);
    await page.close();
  });

  it('is walked by two fingers on a telephone, in which nothing has to be scrolled sideways', async () => {
    const page = await open({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
    await page.waitForSelector('.walked canvas');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    const whole = await drawn(page);
    const { x, y } = await middle(page);
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...apart: number[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: apart.map((by, id) => ({ x: x + by, y, id })) });
    await touch('touchStart', -20, 20);
    for (let by = 30; by <= 90; by += 20) await touch('touchMove', -by, by);
    await touch('touchEnd');
    await becomes(page, (now) => now !== whole);
    await page.close();
  });

  it('lights up one area when its name is pointed at, and is dark where the reader prefers it', async () => {
    const page = await open({ colorScheme: 'light' });
    await page.waitForSelector('.walked canvas');
    const all = await drawn(page);
    await page.hover('[data-area="0"] a');
    await becomes(page, (now) => now !== all);
    await page.mouse.move(0, 0);
    await page.emulateMedia({ colorScheme: 'dark' });
    await becomes(page, (now) => now !== all);
    await page.close();
  });

  it('complained of nothing, and asked nobody else for anything', () => {
    assert.deepEqual(chromium.complaints, []);
  });
});
