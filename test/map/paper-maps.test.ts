import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { openEngine } from '../../src/open.js';
import { decodeMap } from '../../src/stores/files/derived/map-file.js';
import { INVENTED_PAPERS, openTestEngine } from '../support/engine.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());
const FILE = join(home, 'topics', 'map.bin');

const record = (id: string, about: string) => ({ id, title: `A later approach to ${about}`, abstract: `It is another paper on ${about}.` });

async function importMore(...records: readonly object[]): Promise<void> {
  const file = join(home, 'more.jsonl');
  await writeFile(file, records.map((one) => JSON.stringify(one)).join('\n'));
  await engine.importPapers({ path: file });
}

async function places(): Promise<Map<number, string>> {
  const { keys, x, y } = decodeMap((await engine.mapBytes()).bytes);
  return new Map(Array.from(keys, (key, row) => [key, `${x[row]} ${y[row]}`]));
}

// In their order: the map of one is the beginning of the next.
describe('the map of a folder of papers', () => {
  it('is missed, with how to make it, until it has been made', async () => {
    const questions = [
      () => engine.mapState(),
      () => engine.mapBytes(),
      () => engine.mapLegend(),
      () => engine.mapPicture(),
      () => engine.mapCsv(),
      () => engine.measureMap(),
    ];
    for (const ask of questions)
      await assert.rejects(ask(), { code: 'MAP_MISSING', remedy: 'Make the map of your papers first: "paperkin map".' });
  });

  it('has every paper, and is the same when nothing has come', async () => {
    const made = await engine.updateMap();
    assert.deepEqual([made.anew, made.papers, made.added, made.upToDate, made.seed, made.file], ['first', 30, 30, true, 1, FILE]);
    const before = await readFile(FILE);
    const again = await engine.updateMap();
    assert.deepEqual([again.anew, again.papers, again.added, again.moved, again.dropped], [undefined, 30, 0, 0, 0]);
    assert.deepEqual(await readFile(FILE), before);
    assert.deepEqual((await readdir(join(home, 'topics'))).sort(), ['map.bin', 'map.json']);
  });

  it('says nothing of trust where there are too few papers, and measures it once where there are enough', async () => {
    assert.equal(await engine.measureMap(), undefined);
    await importMore(...['caches', 'proteins', 'hands'].map((about, i) => record(`2510.0000${i}`, about)));
    assert.equal((await engine.mapState()).upToDate, false);
    const before = await places();
    const { anew, added, moved, dropped, papers } = await engine.updateMap();
    assert.deepEqual([anew, added, moved, dropped, papers], [undefined, 3, 0, 0, 33]);
    for (const [key, place] of before) assert.equal((await places()).get(key), place);
    const measured = await engine.measureMap();
    assert.ok(measured !== undefined && measured > 0.5 && measured <= 1, `${measured}`);
    assert.equal((await engine.mapState()).trustworthiness, measured);
    assert.equal((await engine.updateMap()).trustworthiness, measured);
  });

  it('places a paper again whose text has changed, beside what it is like now; all others stay', async () => {
    const [{ key = 0 } = {}] = await keysOf('arxiv:2510.00002');
    const before = await places();
    const changed = { ...record('2510.00002', 'protein structures'), abstract: 'Predicts the structure of proteins from their sequences.' };
    await importMore(changed);
    const { anew, added, moved, dropped } = await engine.updateMap();
    assert.deepEqual([anew, added, moved, dropped], [undefined, 0, 1, 0]);
    const now = await places();
    assert.deepEqual(
      [...before.keys()].filter((one) => before.get(one) !== now.get(one)),
      [key],
    );
  });

  it('works without topics: one colour, no names, and it says so; with topics it has both', async () => {
    const bare = await engine.mapPicture();
    assert.deepEqual([bare.hasTopics, bare.type, /<tspan/.test(String(bare.content))], [false, 'image/svg+xml', false]);
    assert.match(String(bare.content), /<title>A map of 33 papers<\/title>/);
    assert.ok((await engine.mapAreas()).every((area) => area === 255));
    await engine.updateTopics({ topics: 3, outliers: 0 });
    const { areas, labels, colours, papers } = await engine.mapLegend();
    // They are so few that there is but one field: topics have the colours.
    assert.deepEqual([papers, areas.map(({ level }) => level)], [33, ['topic', 'topic', 'topic']]);
    assert.equal(new Set(areas.map(({ colour }) => colours.light[colour])).size, 3);
    assert.equal(
      areas.reduce((sum, area) => sum + area.papers, 0),
      33,
    );
    assert.ok(labels.length >= 3 && labels.every(({ zoom }) => zoom >= 0));
    const areaOf = await engine.mapAreas();
    const { keys } = decodeMap((await engine.mapBytes()).bytes);
    const { topics } = await engine.mapPaper({ key: keys[5] ?? 0 });
    assert.equal(topics.find(({ level }) => level === 'topic')?.id, areas[areaOf[5] ?? 255]?.id);
    const named = await engine.mapPicture({ theme: 'dark', width: 400, level: 'subtopic' });
    assert.ok(named.hasTopics && /<tspan/.test(String(named.content)) && named.tag !== bare.tag);
    assert.deepEqual(
      Buffer.from((await engine.mapPicture({ format: 'png' })).content)
        .subarray(1, 4)
        .toString(),
      'PNG',
    );
  });

  it('is a table with the topic of each paper', async () => {
    let text = '';
    for await (const some of await engine.mapCsv()) text += some;
    const [head, ...rows] = parse(text) as string[][];
    assert.deepEqual(head, ['id', 'title', 'x', 'y', 'topic']);
    assert.equal(rows.length, 33);
    const topicOf = (id: string) => rows.find(([row]) => row === id)?.[4];
    assert.ok(topicOf('arxiv:2502.00001') && topicOf('arxiv:2502.00001') === topicOf('arxiv:2502.00002'));
    assert.notEqual(topicOf('arxiv:2502.00001'), topicOf('arxiv:2503.00001'));
  });

  it('gives up when it is told to, and is as it was', async () => {
    const before = await readFile(FILE);
    await assert.rejects(engine.updateMap({ anew: true }, { signal: AbortSignal.abort() }), { code: 'INTERRUPTED' });
    assert.deepEqual(await readFile(FILE), before);
    const { anew, papers } = await engine.updateMap({ seed: 7 });
    assert.deepEqual([anew, papers, (await engine.mapState()).seed], ['asked', 33, 7]);
  });

  it('cannot be read when its file is damaged, and is made anew by the next update', async () => {
    const bytes = await readFile(FILE);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await writeFile(FILE, bytes);
    await assert.rejects(engine.mapState(), { code: 'MAP_UNREADABLE', remedy: 'Make the map anew: "paperkin map --anew".' });
    assert.equal((await engine.updateMap()).anew, 'unreadable');
    await writeFile(FILE, 'short');
    await assert.rejects(engine.mapBytes(), { code: 'MAP_UNREADABLE' });
    await engine.updateMap();
    await rm(join(home, 'topics', 'map.json'));
    assert.deepEqual([(await engine.mapState()).papers, (await engine.mapState()).upToDate], [33, false]);
    assert.equal((await engine.updateMap()).anew, 'unknown');
  });

  it('is made anew after another model, or fewer dimensions, were chosen', async () => {
    const other = await openEngine({ home, dimensions: 64 });
    assert.equal((await other.mapState()).upToDate, false);
    // Its neighbours cannot be compared by vectors that it was not made of.
    assert.equal(await other.measureMap(), undefined);
    assert.equal((await other.updateMap()).anew, 'model');
    await other.close();
    assert.match((await engine.mapState()).identity, /\/64$/);
    assert.equal((await engine.updateMap()).anew, 'model');
  });

  it('is made anew when there are four times as many papers, since so few say little of where the others belong', async () => {
    const many = Array.from({ length: 110 }, (_, i) => ({
      ...INVENTED_PAPERS[i % 30],
      id: `2601.0${1_000 + i}`,
      title: `The ${i}th study, of ${i % 7} things`,
    }));
    await importMore(...many);
    const { anew, papers } = await engine.updateMap();
    assert.equal(anew, 'growth');
    assert.ok(papers > 120, `${papers}`);
  });
});

async function keysOf(id: string): Promise<{ key: number }[]> {
  const { keys } = decodeMap((await engine.mapBytes()).bytes);
  const found: { key: number }[] = [];
  for (const key of keys) if ((await engine.mapPaper({ key })).paper.id === id) found.push({ key });
  return found;
}
