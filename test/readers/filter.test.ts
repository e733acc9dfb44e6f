import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openTestEngine } from '../support/engine.js';

const { engine, home } = await openTestEngine();
after(() => engine.close());
const A = 'arxiv:2501.00001';
const B = 'arxiv:2501.00002';

let made = 0;
/** A profile of its own. */
async function reader(start = {}): Promise<string> {
  const name = made === 0 ? 'ana' : `reader${made}`;
  made++;
  await engine.createProfile({ name, ...start });
  return name;
}

async function file(name: string, content: string): Promise<string> {
  const path = join(home, name);
  await writeFile(path, content);
  return path;
}

describe('a filter by profile', () => {
  const idsOf = async (filter: object) => {
    const [found, near] = await Promise.all([
      engine.search({ query: 'approach', k: 100, filter }),
      engine.similar({ ids: ['2503.00009'], k: 100, filter }),
    ]);
    const ids = found.results.map(({ paper }) => paper.id).sort();
    assert.deepEqual(near.results.map(({ paper }) => paper.id).sort(), ids);
    return ids;
  };

  it('lets in what the reader has liked or read, or only what they do not know', async () => {
    const name = await reader({ like: [A] });
    const other = (number: number) => `arxiv:2502.0000${number}`;
    await engine.act({
      profile: name,
      actions: [
        { kind: 'read', papers: [B, '2501.99999'] },
        { kind: 'dislike', papers: [other(1)] },
        { kind: 'hide', papers: [other(2)] },
        { kind: 'seen', papers: [other(3)] },
      ],
    });
    assert.deepEqual(await idsOf({ inProfile: name }), [A, B]);
    const unknown = await idsOf({ notInProfile: name, categories: ['cs.CL', 'q-bio.BM'] });
    assert.equal(unknown.length, 15);
    for (const id of [A, B, other(1), other(2), other(3)]) assert.ok(!unknown.includes(id));
  });

  it('follows what the reader does, and what papers come', async () => {
    const late = '2505.00001';
    const name = await reader({ like: [A] });
    await engine.act({ profile: name, actions: [{ kind: 'read', papers: [late] }] });
    assert.deepEqual(await idsOf({ inProfile: name }), [A]);
    const title = 'A late approach to the key-value cache';
    await engine.importPapers({ path: await file('late.jsonl', JSON.stringify({ id: late, title, abstract: 'It is late.' })) });
    assert.deepEqual(await idsOf({ inProfile: name }), [A, `arxiv:${late}`]);
    await engine.undo({ profile: name });
    assert.deepEqual(await idsOf({ inProfile: name }), [A]);
  });

  it('holds beside lists of ids', async () => {
    const name = await reader({ like: [A, B] });
    assert.deepEqual(await idsOf({ inProfile: name, ids: [B, '2501.00003'] }), [B]);
    assert.deepEqual(await idsOf({ inProfile: name, notIds: [B] }), [A]);
    assert.deepEqual(await idsOf({ notInProfile: name, ids: [A, '2501.00003'], notIds: ['2501.00004'] }), ['arxiv:2501.00003']);
    assert.deepEqual(await idsOf({ inProfile: await reader() }), []);
  });

  it('says that there is no such profile', async () => {
    await assert.rejects(engine.search({ query: 'x', filter: { inProfile: 'anna' } }), { code: 'PROFILE_NOT_FOUND', remedy: /"ana"/ });
    await assert.rejects(engine.similar({ text: 'x', filter: { notInProfile: 'no/name' } }), { code: 'INVALID_INPUT' });
  });
});
