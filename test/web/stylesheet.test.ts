import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PACKAGE_ROOT } from '../../src/files/package-root.js';

const css = readFileSync(join(PACKAGE_ROOT, 'assets', 'paperkin.css'), 'utf8');

/** What stands on what, and the contrast that WCAG 2.2 AA asks of it: 4.5 for text, 3 for the edges of controls. */
const PAIRS: [front: string, back: string, least: number][] = [
  ['ink', 'paper', 4.5],
  ['ink', 'card', 4.5],
  ['soft', 'paper', 4.5],
  ['soft', 'card', 4.5],
  ['accent', 'paper', 4.5],
  ['edge', 'paper', 3],
  ['edge', 'card', 3],
  ['focus', 'paper', 3],
];

describe('the stylesheet', () => {
  const [light = {}, dark = {}] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) => colours(block ?? ''));

  for (const [scheme, palette] of [
    ['light', light],
    ['dark', dark],
  ] as const) {
    it(`can be read in its ${scheme} scheme`, () => {
      for (const [front, back, least] of PAIRS) {
        const ratio = contrast(palette[front] ?? '', palette[back] ?? '');
        assert.ok(ratio >= least, `${front} on ${back}: ${ratio.toFixed(2)}`);
      }
    });
  }

  it('asks for nothing from elsewhere', () => {
    assert.doesNotMatch(css, /url\(|@import|@font-face/);
  });
});

function colours(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--(\w+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

/** Contrast of two colours by WCAG 2, 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = NaN, g = NaN, b = NaN] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
