import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { createApp } from '../../src/server/app.js';
import { decodeMap } from '../../src/stores/files/derived/map-file.js';
import { openTestEngine } from '../support/engine.js';

const { engine } = await openTestEngine([{ id: '2504.00001', title: '<b>Hands</b> & more', abstract: 'It is on robot hands, too.' }]);
after(() => engine.close());
const app = createApp(engine);
const JSON_BODY = { 'content-type': 'application/json' };
const OWN = { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' };

async function code(response: Response | Promise<Response>): Promise<unknown> {
  return ((await (await response).json()) as { error: { code: string } }).error.code;
}

async function ended(): Promise<void> {
  while ((await engine.mapUpdate()).running) await new Promise((resolve) => setTimeout(resolve, 20));
}

// In their order: later ones ask for the map that an earlier one makes.
describe('the map over HTTP', () => {
  it('is missed until it has been made; the page offers to make it', async () => {
    for (const path of ['/api/map', '/api/map/areas', '/api/map/legend', '/api/map.csv']) {
      const response = await app.request(path);
      assert.deepEqual([response.status, await code(response)], [404, 'MAP_MISSING'], path);
    }
    assert.equal((await app.request('/map.svg')).status, 404);
    const page = await (await app.request('/map')).text();
    assert.match(page, /<code>paperkin map<\/code>[\s\S]*<form[^>]* action="\/map\/update">[\s\S]*Make the map<\/button>/);
    assert.doesNotMatch(page, /<script/);
  });

  it('is made in the background, once at a time, and tells how far it is', async () => {
    const begun = await app.request('/api/map/update', { method: 'POST', headers: JSON_BODY, body: '{}' });
    assert.deepEqual([begun.status, begun.headers.get('location')], [202, '/api/map/update']);
    assert.equal(((await begun.json()) as { running: boolean }).running, true);
    const second = await app.request('/api/map/update', { method: 'POST', headers: JSON_BODY, body: '{}' });
    assert.deepEqual([second.status, await code(second)], [409, 'STORE_LOCKED']);
    assert.equal((await app.request('/map')).headers.get('refresh'), '2');
    await ended();
    const { running, update } = (await (await app.request('/api/map/update')).json()) as Awaited<ReturnType<typeof engine.mapUpdate>>;
    assert.deepEqual([running, update?.papers, update?.anew, typeof update?.trustworthiness], [false, 31, 'first', 'number']);
  });

  it('takes an update as JSON from here alone, and says what is wrong with it', async () => {
    const post = (body: string, headers: Record<string, string>) => app.request('/api/map/update', { method: 'POST', headers, body });
    assert.equal(await code(post('{"seed":-1}', JSON_BODY)), 'INVALID_INPUT');
    assert.equal(await code(post('{}', { 'content-type': 'text/plain' })), 'INVALID_INPUT');
    assert.equal(await code(post('{}', { ...JSON_BODY, origin: 'https://evil.example' })), 'FORBIDDEN');
    const form = { method: 'POST', body: 'back=%2Fmap' };
    assert.equal((await app.request('/map/update', { ...form, headers: { 'content-type': OWN['content-type'] } })).status, 403);
    const pressed = await app.request('/map/update', { ...form, headers: OWN });
    assert.deepEqual([pressed.status, pressed.headers.get('location')], [303, '/map']);
    await ended();
  });

  it('is bytes with a tag, which are sent once', async () => {
    const response = await app.request('/api/map');
    const tag = response.headers.get('etag') ?? '';
    assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'application/octet-stream']);
    assert.equal(decodeMap(new Uint8Array(await response.arrayBuffer())).keys.length, 31);
    const again = await app.request('/api/map', { headers: { 'if-none-match': `"other", ${tag}` } });
    assert.deepEqual([again.status, again.headers.get('etag'), await again.text()], [304, tag, '']);
    assert.equal(await code(app.request('/api/map?size=1')), 'INVALID_INPUT');
  });

  it('has a legend, the area of each paper, and each paper by its key', async () => {
    await engine.updateTopics({ topics: 3, outliers: 0 });
    const legend = (await (await app.request('/api/map/legend')).json()) as Awaited<ReturnType<typeof engine.mapLegend>>;
    assert.deepEqual([legend.areas.length, legend.colours.light.length, 'file' in legend], [3, 10, false]);
    const areas = new Uint8Array(await (await app.request('/api/map/areas')).arrayBuffer());
    const { keys } = decodeMap(new Uint8Array(await (await app.request('/api/map')).arrayBuffer()));
    assert.equal(areas.length, keys.length);
    const { paper, topics } = (await (await app.request(`/api/map/papers/${keys[0]}`)).json()) as Awaited<
      ReturnType<typeof engine.mapPaper>
    >;
    assert.match(paper.id, /^arxiv:/);
    assert.equal(topics[1]?.id, legend.areas[areas[0] ?? 255]?.id);
    assert.equal(await code(app.request('/api/map/papers/99999')), 'PAPER_NOT_FOUND');
    for (const key of ['0', '1e3', 'x', '99999999999'])
      assert.equal(await code(app.request(`/api/map/papers/${key}`)), 'INVALID_INPUT', key);
  });

  it('is a table and a picture, light and dark, which runs nothing', async () => {
    const table = await app.request('/api/map.csv');
    assert.equal(table.headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.equal((await table.text()).split('\r\n').length, 33);
    const picture = await app.request('/map.svg?theme=dark&width=600');
    assert.equal(picture.headers.get('content-type'), 'image/svg+xml; charset=utf-8');
    assert.match(picture.headers.get('content-security-policy') ?? '', /^default-src 'none'; img-src data:/);
    assert.match(await picture.text(), /width="600"[\s\S]*#0d0f16/);
    const known = { headers: { 'if-none-match': picture.headers.get('etag') ?? '' } };
    assert.equal((await app.request('/map.svg?theme=dark&width=600', known)).status, 304);
    assert.equal((await app.request('/map.svg?theme=light&width=600', known)).status, 200);
    assert.equal((await app.request('/map.svg?width=9')).status, 400);
  });

  it('is a page that runs the scripts of this server alone, and says all in words, too', async () => {
    const response = await app.request('/map');
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'self'; connect-src 'self';/);
    const page = await response.text();
    assert.match(page, /<p class="lead">31 papers, /);
    assert.match(page, /<img src="\/map\.svg" alt="Map of 31 papers, with the names of fields and topics where they lie"\/>/);
    assert.equal(page.match(/<li data-area="\d"><svg[\s\S]*?<a href="\/topics\/t\d+">/g)?.length, 3);
    assert.doesNotMatch(page, /<script(?! type="module" src="\/assets\/)| style="| on\w+="/);
    const script = /<script type="module" src="([^"]+)">/.exec(page)?.[1] ?? '';
    for (const path of [script, script.replace('map.js', 'map-draw.js')]) {
      const asset = await app.request(path);
      assert.deepEqual([asset.status, asset.headers.get('content-type')], [200, 'text/javascript; charset=utf-8'], path);
    }
    // No other page needs a script, and none may run any.
    assert.doesNotMatch((await app.request('/')).headers.get('content-security-policy') ?? '', /script-src/);
  });

  it('whose file is damaged is not told as a fault of whoever asked, and the page offers to make it', async () => {
    const { file } = await engine.mapState();
    await writeFile(file, 'no map');
    assert.deepEqual([(await app.request('/api/map')).status, await code(app.request('/api/map'))], [500, 'MAP_UNREADABLE']);
    assert.match(await (await app.request('/map')).text(), /Make the map<\/button>/);
  });
});
