import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { densestPlaces } from '../../src/drawing/densest.js';
import { type LabelledTopic, type MapLabel, placeLabels } from '../../src/drawing/map-labels.js';
import { mapAsPng, mapAsSvg } from '../../src/drawing/map-picture.js';
import { fitView } from '../../src/drawing/map-view.js';
import { colourGroups, THEMES } from '../../src/drawing/palette.js';
import { encodePng } from '../../src/drawing/png.js';
import { drawPng, drawSvg } from '../../src/map/draw-map.js';
import { seededRandom } from '../../src/numeric/random.js';

/** Papers around a place, spread as two dice are. */
function around(x: number, y: number, count: number, spread: number, seed = 1) {
  const random = seededRandom(seed);
  const column = (middle: number) => Float32Array.from({ length: count }, () => middle + spread * (random() + random() - 1));
  return { x: column(x), y: column(y) };
}

const joined = (...parts: { x: Float32Array; y: Float32Array }[]) => ({
  x: Float32Array.from(parts.flatMap(({ x }) => [...x])),
  y: Float32Array.from(parts.flatMap(({ y }) => [...y])),
});

const VIEW = { width: 1_000, height: 1_000, scale: 100, left: 500, top: 500 };

describe('the densest place', () => {
  it('is in the larger of two heaps, not between them', () => {
    const [best] = densestPlaces(joined(around(-3, 0, 300, 0.5), around(3, 1, 500, 0.5)));
    assert.ok(best && Math.hypot(best.x - 3, best.y - 1) < 0.4, JSON.stringify(best));
  });

  it('is where the only paper is, and nowhere where there is none', () => {
    const [only] = densestPlaces({ x: Float32Array.of(5), y: Float32Array.of(-2) });
    assert.ok(only && Math.hypot(only.x - 5, only.y + 2) < 1e-3);
    assert.deepEqual(densestPlaces({ x: new Float32Array(), y: new Float32Array() }), []);
  });
});

describe('labels', () => {
  const topics = fc.array(
    fc.record({
      id: fc.uuid(),
      name: fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,2}$/),
      level: fc.nat(2),
      from: fc.nat(3),
      places: fc
        .tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 60 }), fc.nat())
        .map(([x, y, count, seed]) => around(x, y, count, 0.8, seed)),
    }),
    { maxLength: 40 },
  );
  const overlap = (a: MapLabel, b: MapLabel, scale: number) =>
    Math.abs(a.x - b.x) * scale < (a.width + b.width) / 2 - 1e-6 && Math.abs(a.y - b.y) * scale < (a.height + b.height) / 2 - 1e-6;

  it('never overlap at a zoom level at which both are shown, come once, and not before they may', () => {
    const property = fc.property(topics, (given) => {
      const labels = placeLabels(given, VIEW);
      for (let zoom = 0; zoom < 6; zoom++) {
        const shown = labels.filter((label) => label.zoom <= zoom);
        shown.forEach((a, i) => {
          for (const b of shown.slice(0, i)) assert.ok(!overlap(a, b, VIEW.scale * 2 ** zoom), `${a.lines} and ${b.lines} at ${zoom}`);
        });
      }
      assert.equal(new Set(labels.map(({ id }) => id)).size, labels.length);
      for (const label of labels) assert.ok(label.zoom >= (given.find(({ id }) => id === label.id)?.from ?? 0));
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('of fields go before those of topics, and those of larger ones before smaller ones; the others wait for a deeper zoom', () => {
    const topic = (id: string, level: number, count: number): LabelledTopic => ({ id, name: id, level, places: around(0, 0, count, 0.1) });
    const labels = placeLabels([topic('small', 1, 10), topic('large', 1, 90), topic('field', 0, 50)], VIEW);
    assert.deepEqual(
      labels.map(({ id }) => id),
      ['field', 'large', 'small'],
    );
    const zooms = labels.map(({ zoom }) => zoom);
    assert.ok(zooms[0] === 0 && (zooms[1] ?? 0) > 0 && (zooms[2] ?? 0) >= (zooms[1] ?? 0), `${zooms}`);
  });

  it('have long names in two lines of like length', () => {
    const [label] = placeLabels([{ id: 'a', name: 'Retrieval augmented generation', level: 0, places: around(0, 0, 9, 1) }], VIEW);
    assert.deepEqual(label?.lines, ['Retrieval augmented', 'generation']);
  });
});

describe('a PNG', () => {
  it('holds each pixel', () => {
    const property = fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), fc.nat(), (width, height, seed) => {
      const random = seededRandom(seed);
      const pixels = Uint8Array.from({ length: 4 * width * height }, () => 256 * random());
      const png = encodePng(pixels, width, height);
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [width, height]);
      const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
      const read = new Uint8Array(pixels.length);
      for (let i = 0; i < pixels.length; i++) {
        const row = Math.floor(i / (4 * width));
        read[i] = (rows[i + row + 1] as number) + (row === 0 ? 0 : (read[i - 4 * width] as number));
      }
      assert.deepEqual(read, pixels);
    });
    fc.assert(property);
  });
});

describe('a picture', () => {
  const few = joined(around(-2, 0, 50, 1), around(2, 0, 30, 1));
  const groups = { of: Array.from(few.x, (_, i) => (i < 50 ? 0 : i < 79 ? 1 : -1)), count: 2 };
  const view = fitView(few, 800);

  it('has every paper on it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), { minLength: 1 }), (places) => {
        const map = { x: Float32Array.from(places, ([x]) => x), y: Float32Array.from(places, ([, y]) => y) };
        const { width, height, left, top, scale } = fitView(map, 800);
        assert.ok(height <= width && 2 * height >= width);
        assert.ok(map.x.every((x) => left + scale * x >= 0 && left + scale * x <= width));
        assert.ok(map.y.every((y) => top - scale * y >= 0 && top - scale * y <= height));
      }),
    );
  });

  it('of few papers has a circle for each, in the colour of its group, and its labels escaped', () => {
    const labels = placeLabels([{ id: 'a', name: 'Q&A <fast>\u0007', level: 0, places: few }], view);
    const svg = mapAsSvg({ map: few, groups, view }, labels, 'Papers & topics');
    assert.equal(svg.match(/<circle /g)?.length, 80);
    assert.equal(svg.match(/<g fill=/g)?.length, 3);
    assert.ok(svg.includes('<title>Papers &amp; topics</title>') && svg.includes('>Q&amp;A &lt;fast&gt;</tspan>'));
  });

  it('of many papers has a raster inside, and none of it is asked for from elsewhere', () => {
    const many = around(0, 0, 5_000, 2);
    const svg = mapAsSvg(
      { map: many, groups: { of: new Int8Array(5_000), count: 1 }, view: fitView(many, 300), theme: 'dark' },
      [],
      'Many',
    );
    assert.ok(!svg.includes('<circle') && svg.includes('href="data:image/png;base64,iVBORw0KGgo'));
    assert.deepEqual(svg.match(/https?:[^"]+/g), ['http://www.w3.org/2000/svg']);
  });

  it('as PNG is twice as fine, opaque, and empty where no paper is', () => {
    const png = Buffer.from(mapAsPng({ map: few, groups, view }));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2 * view.width, 2 * view.height]);
    const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
    assert.deepEqual([...rows.subarray(1, 5)], [...THEMES.light.paper, 255]);
  });

  it('is drawn in a thread of its own just the same', async () => {
    assert.equal(await drawSvg({ map: few, groups, view }, [], 'Few'), mapAsSvg({ map: few, groups, view }, [], 'Few'));
    assert.deepEqual(Buffer.from(await drawPng({ map: few, groups, view })), Buffer.from(mapAsPng({ map: few, groups, view })));
  });

  it('gives neighbouring groups different colours while there are any, however many groups there are', () => {
    const line = { x: Float32Array.from({ length: 40 }, (_, i) => i), y: new Float32Array(40) };
    const colours = colourGroups({ of: [...line.x.keys()], count: 40 }, line.x, line.y, 4);
    assert.ok(colours.every((colour, i) => colour >= 0 && colour < 4 && colour !== colours[i + 1]));
  });
});
