import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { decodeMap } from '../../src/stores/files/derived/map-file.js';
import { finished, output, runCli, startCli } from '../support/cli.js';
import { INVENTED_PAPERS } from '../support/engine.js';
import { temporaryFolder } from '../support/temporary.js';

const home = await temporaryFolder();
const paperkin = (...args: string[]) => runCli(args, { home });
const out = (name: string) => join(home, name);
const PAPERS = [...INVENTED_PAPERS, { id: '2504.00001', title: 'A paper on hands of robots', abstract: 'It is on robot hands, too.' }];

describe('paperkin map', () => {
  before(async () => {
    const file = out('papers.jsonl');
    await writeFile(file, PAPERS.map((record) => JSON.stringify(record)).join('\n'));
    const { code, stderr } = await paperkin('import', file, '--quiet');
    assert.equal(code, 0, stderr);
  });

  it('makes the map, says how many papers, how long, how far it can be trusted, and where it is', async () => {
    const { code, stdout, stderr } = await paperkin('map');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^31 papers on the map: made; took \d+ s\ntrustworthiness@15: [01]\.\d{3} \(.*\)\nmap: .*map\.bin\n$/);
    assert.match(stderr, /laying out \d+% · \d+ of 400 rounds/);
    assert.match((await paperkin('map', '--quiet')).stdout, /^31 papers on the map: nothing new; /);
  });

  it('writes what the ending says: pictures, a table, or bytes', async () => {
    const svg = await paperkin('map', '--out', out('map.svg'), '--dark', '--width', '500', '--quiet');
    assert.match(svg.stdout, /\nwritten: .*map\.svg\n$/);
    assert.match(svg.stderr, /^No topics have been found, so it has one colour and no names: "paperkin topics update" finds them\.\n$/);
    assert.match(await readFile(out('map.svg'), 'utf8'), /^<svg [^>]* width="500" [\s\S]*fill="#0d0f16"[\s\S]*<circle/);
    for (const name of ['map.PNG', 'map.csv', 'map.bin'])
      assert.equal((await paperkin('map', '--out', out(name), '--quiet')).code, 0, name);
    assert.equal((await readFile(out('map.PNG'))).toString('latin1', 1, 4), 'PNG');
    assert.match(await readFile(out('map.csv'), 'utf8'), /^id,title,x,y,topic\r\narxiv:250\d\.\d+,A /);
    assert.equal(decodeMap(await readFile(out('map.bin'))).keys.length, 31);
  });

  it('gives all that is known of it as JSON', async () => {
    const { stdout } = await paperkin('map', '--json', '--quiet', '--anew', '--seed', '3');
    const { papers, landmarks, anew, added, seed, upToDate, file } = JSON.parse(stdout);
    assert.deepEqual([papers, landmarks, anew, added, seed, upToDate], [31, 31, 'asked', 31, 3, true]);
    assert.equal(file, join(home, 'topics', 'map.bin'));
  });

  it('is refused before anything is made: an ending that means nothing, a width that is out of range', async () => {
    const ending = await paperkin('map', '--out', out('map.gif'));
    assert.deepEqual([ending.code, ending.stdout], [2, '']);
    assert.match(ending.stderr, /^error INVALID_INPUT: --out '.*map\.gif' ends with none of \.svg, \.png, \.csv, \.bin\./);
    assert.equal((await paperkin('map', '--width', '10')).code, 2);
    const nowhere = await paperkin('map', '--out', join(home, 'no', 'such', 'folder.svg'), '--quiet');
    assert.deepEqual([nowhere.code, /^error FILE_UNREADABLE: .* cannot be written \(ENOENT\)\./m.test(nowhere.stderr)], [1, true]);
  });

  it('stops at Ctrl-C, and leaves the map as it was', async () => {
    const map = await readFile(join(home, 'topics', 'map.bin'));
    const child = startCli(['map', '--anew', '--seed', '5'], { home });
    const end = finished(child);
    await output(child.stderr, /laying out/);
    child.kill('SIGINT');
    const { code, stderr } = await end;
    assert.equal(code, 130);
    assert.match(stderr, /INTERRUPTED[\s\S]*remedy: The map is as it was before/);
    assert.deepEqual(await readFile(join(home, 'topics', 'map.bin')), map);
  });

  it('says what is missing where there are no papers', async () => {
    const { code, stderr } = await runCli(['map'], { home: await temporaryFolder() });
    assert.equal(code, 1);
    assert.match(stderr, /error MAP_MISSING: There are no embedded papers\.\n {2}remedy: Import papers/);
  });
});
