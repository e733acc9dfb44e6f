import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { mapAsCsv } from '../../src/map/map-csv.js';
import { decodeMap, encodeMap } from '../../src/stores/files/derived/map-file.js';
import type { PaperMap } from '../../src/stores/paper-map.js';

const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const maps: fc.Arbitrary<PaperMap> = fc
  .record({
    identity: fc.string({ unit: 'grapheme', maxLength: 50 }),
    papers: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 2 ** 32 - 1 }), float, float), { selector: ([key]) => key }),
    landmarks: fc.nat(),
  })
  .map(({ identity, papers, landmarks }) => ({
    identity,
    landmarks: Math.min(landmarks, papers.length),
    keys: Uint32Array.from(papers, ([key]) => key),
    x: Float32Array.from(papers, ([, x]) => x),
    y: Float32Array.from(papers, ([, , y]) => y),
  }));

const MAP: PaperMap = {
  identity: 'model/256',
  landmarks: 1,
  keys: Uint32Array.of(7, 9, 4),
  x: Float32Array.of(1, -2.5, 0),
  y: Float32Array.of(0.125, 3, 0),
};

describe('the file of a map', () => {
  it('gives back what was put into it', () => {
    fc.assert(fc.property(maps, (map) => assert.deepEqual(decodeMap(encodeMap(map)), map)));
  });

  it('has its columns where a page can read them without looking further', () => {
    const bytes = encodeMap(MAP);
    assert.equal(new TextDecoder().decode(bytes.subarray(0, 8)), 'PAPERMAP');
    assert.deepEqual(new Uint32Array(bytes.buffer, 24, 3), MAP.keys);
    assert.deepEqual(new Float32Array(bytes.buffer, 36, 3), MAP.x);
    assert.deepEqual(new Float32Array(bytes.buffer, 48, 3), MAP.y);
    assert.equal(bytes.length, 60 + 'model/256'.length);
  });

  it('is not read when a byte of it is another, when it is cut, or when it is something else', () => {
    const bytes = encodeMap(MAP);
    const broken = fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      // How many of the papers are landmarks is not under the checksum.
      fc.pre(at < 16 || at >= 20);
      const other = bytes.slice();
      other[at] = (other[at] as number) ^ by;
      assert.throws(() => decodeMap(other), { code: 'FILE_UNREADABLE' });
      assert.throws(() => decodeMap(bytes.subarray(0, at)), { code: 'FILE_UNREADABLE' });
    });
    fc.assert(broken);
    const other = new TextEncoder().encode('a letter to a friend, long enough to have a header');
    assert.throws(() => decodeMap(other), { code: 'FILE_UNREADABLE', remedy: 'Make the map anew.' });
  });
});

describe('a map as CSV', () => {
  it('has a row for each paper that is still known, whatever is in its title', async () => {
    const titles = new Map([
      [7, 'Plain'],
      [4, 'With "quotes", commas\nand lines'],
    ]);
    const chunks = mapAsCsv(MAP, async (keys) =>
      keys.map((key) => {
        const title = titles.get(key);
        return title === undefined ? undefined : { id: `arxiv:${key}`, title, ...(key === 7 && { topic: 'KV cache' }) };
      }),
    );
    let text = '';
    for await (const chunk of chunks) text += chunk;
    assert.deepEqual(parse(text), [
      ['id', 'title', 'x', 'y', 'topic'],
      ['arxiv:7', 'Plain', '1.0000', '0.1250', 'KV cache'],
      ['arxiv:4', 'With "quotes", commas\nand lines', '0.0000', '0.0000', ''],
    ]);
  });
});
