import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openTestEngine } from '../support/engine.js';

const SECOND = 'A paper with two ids about cache things';
const { engine, home } = await openTestEngine([
  { doi: '10.1145/1234567', title: SECOND, abstract: 'It is about caches.', authors: ['Grace Double'], published: '2020-01-01' },
  { id: '2001.00001', title: SECOND, abstract: 'It is about caches.', authors: ['Grace Double'], published: '2020-01-01' },
]);
after(() => engine.close());
const { readers } = engine;
const A = 'arxiv:2501.00001';
const B = 'arxiv:2501.00002';

let made = 0;
/** A profile of its own. */
async function reader(start = {}): Promise<string> {
  const name = `reader${made++}`;
  await readers.create(name, start);
  return name;
}

const likesOf = async (name: string) => (await readers.show(name)).likes.map(({ id }) => id);

async function file(name: string, content: string): Promise<string> {
  const path = join(home, name);
  await writeFile(path, content);
  return path;
}

describe('a new profile', () => {
  it('begins with nothing, unless the reader says something', async () => {
    const { profile, authors, libraries } = await readers.create('Nobody');
    assert.deepEqual([authors, libraries, profile.likes, profile.about], [[], [], [], '']);
    assert.deepEqual(profile.counts, { liked: 0, disliked: 0, read: 0, hidden: 0, seen: 0, events: 0 });
    await assert.rejects(readers.create('nobody'), { code: 'PROFILE_EXISTS' });
  });

  it('begins with all that the reader says, what they named themselves as the newest', async () => {
    const { profile, authors } = await readers.create('ana', {
      about: ' I work on caches ',
      like: ['https://arxiv.org/abs/2501.00001v3', B],
      authors: ['Ada Example3', 'Sample1'],
      topics: ['grasping cups'],
    });
    assert.equal(profile.about, 'I work on caches');
    assert.deepEqual([profile.authors, profile.topics], [['Ada Example3', 'Sample1'], ['grasping cups']]);
    assert.deepEqual(authors, [
      { name: 'Ada Example3', liked: 3 },
      // Whose surname that is nobody can tell.
      { name: 'Sample1', liked: 0 },
    ]);
    assert.deepEqual(
      profile.likes.map(({ id }) => id),
      [B, A, 'arxiv:2503.00003', 'arxiv:2502.00003', 'arxiv:2501.00003'],
    );
    assert.equal(profile.likes[0]?.title, 'A robust approach to the key-value cache');
    assert.deepEqual(await readers.show('ANA'), profile);
  });

  it('is not made when something of it is wrong', async () => {
    const wrong: [start: object, code: string][] = [
      [{ like: [A, '2501.99999'] }, 'PAPER_NOT_FOUND'],
      [{ like: ['nonsense'] }, 'INVALID_ID'],
      [{ authors: [' '] }, 'INVALID_INPUT'],
      [{ colour: 'red' }, 'INVALID_INPUT'],
      [{ library: [join(home, 'nowhere.bib')] }, 'FILE_UNREADABLE'],
      [{ library: [join(home, 'invented.jsonl')] }, 'FORMAT_UNKNOWN'],
    ];
    for (const [start, code] of wrong) await assert.rejects(readers.create('never', start), { code }, JSON.stringify(start));
    await assert.rejects(readers.show('never'), { code: 'PROFILE_NOT_FOUND' });
    await assert.rejects(readers.create('bad name'), { code: 'INVALID_INPUT', message: /^name: is not a name/ });
  });

  it('likes the papers of a library that are here, by id, or by title and an author', async () => {
    const library = await file(
      'refs.bib',
      `@article{a, eprint = {2501.00001}, title = {Whatever it says here}}
@article{b, title = {a SPARSE approach, to the key-value {Cache}}, author = {Example0, A. and others}}
@article{c, title = {A fast approach to robot hands}, author = {Somebody, Else}}
@article{d, title = {An unknown work}, author = {Example, Ada}}
@article{e, doi = {10.1145/1234567}}
@article{f, eprint = {2001.00001}}
@article{g, eprint = {2501.99999}}
@article{h, title = {Broken`,
    );
    const { libraries, profile } = await readers.create('scholar', { library: [library] });
    assert.deepEqual(libraries, [
      {
        file: library,
        format: 'bibtex',
        entries: 7,
        found: 3,
        missing: 3,
        missingTitles: ['A fast approach to robot hands', 'An unknown work', '(line 7, without a title)'],
        unreadable: 1,
        problems: [{ line: 8, problem: 'a value is not ended by } (in the entry of line 8)' }],
      },
    ]);
    assert.deepEqual(profile.likes.map(({ id }) => id).sort(), ['arxiv:2001.00001', 'arxiv:2501.00000', A]);
  });

  it('can be given a library later, of thousands of entries', async () => {
    const name = await reader();
    const many = Array.from({ length: 3_000 }, (_, i) => `TY  - JOUR\nTI  - Invented title number ${i} of nothing\nER  - \n`).join('');
    const { libraries, added } = await readers.addLibraries(name, [
      await file('refs.ris', `${many}TY  - JOUR\nUR  - https://arxiv.org/abs/2501.00002\nER  -\n`),
    ]);
    assert.deepEqual(
      libraries.map(({ entries, found, missing, missingTitles }) => [entries, found, missing, missingTitles.length]),
      [[3_001, 1, 3_000, 20]],
    );
    assert.equal(added.length, 1);
    assert.deepEqual(await likesOf(name), [B]);
    await assert.rejects(readers.addLibraries(name, [join(home, 'refs.ris')], ['2501.99999']), { code: 'PAPER_NOT_FOUND' });
    await assert.rejects(readers.addLibraries(name, [join(home, 'nowhere.ris')], [A]), { code: 'FILE_UNREADABLE' });
    assert.deepEqual(await likesOf(name), [B]);
    await readers.addLibraries(name, [join(home, 'refs.ris')], [A]);
    assert.deepEqual(await likesOf(name), [A, B]);
  });
});

describe('what a reader does', () => {
  it('is taken down under the canonical id of each paper, and can be undone by its event', async () => {
    const name = await reader();
    const { added } = await readers.act(name, [
      { kind: 'like', papers: ['10.1145/1234567', '2001.00001v2', A] },
      { kind: 'read', papers: ['2501.99999'] },
      { kind: 'follow', what: 'topic', name: 'caches' },
    ]);
    assert.deepEqual(
      added.map((event) => ('papers' in event ? event.papers : event.kind)),
      [['arxiv:2001.00001', A], ['arxiv:2501.99999'], 'follow'],
    );
    assert.deepEqual((await readers.show(name)).counts, { liked: 2, disliked: 0, read: 1, hidden: 0, seen: 0, events: 3 });
    await readers.act(name, [{ kind: 'undo', event: added[0]?.id }]);
    assert.deepEqual(await likesOf(name), []);
  });

  it('is refused as a whole when something of it is wrong', async () => {
    const name = await reader();
    const good = { kind: 'like', papers: [A] };
    const wrong: [action: unknown, code: string][] = [
      [{ kind: 'dislike', papers: ['2501.99999'] }, 'PAPER_NOT_FOUND'],
      [{ kind: 'like', papers: ['nonsense'] }, 'INVALID_ID'],
      [{ kind: 'like', papers: [] }, 'INVALID_INPUT'],
      [{ kind: 'lick', papers: [A] }, 'INVALID_INPUT'],
      [{ kind: 'rules', set: { filter: { inProfile: name } } }, 'INVALID_INPUT'],
      [{ kind: 'interest', interest: 'no id' }, 'INVALID_INPUT'],
      [{ kind: 'undo', event: 'nothing' }, 'INVALID_INPUT'],
      [null, 'INVALID_INPUT'],
    ];
    for (const [action, code] of wrong) await assert.rejects(readers.act(name, [good, action]), { code }, JSON.stringify(action));
    await assert.rejects(readers.act(name, []), { code: 'INVALID_INPUT' });
    await assert.rejects(readers.act('nobody-at-all', [good]), { code: 'PROFILE_NOT_FOUND' });
    assert.equal((await readers.show(name)).counts.events, 0);
  });

  it('is told to each of many who do something at a time', async () => {
    const name = await reader();
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => readers.act(name, [{ kind: 'about', text: String(i) }])));
    const told = all.map(({ added }) => added.map((event) => event.kind === 'about' && event.text));
    assert.deepEqual(
      told,
      Array.from({ length: 20 }, (_, i) => [String(i)]),
    );
  });

  it('is undone one deed after the other, what was merely shown to them left out', async () => {
    const name = await reader({ about: 'first', like: [A] });
    await readers.act(name, [{ kind: 'like', papers: [B] }]);
    await readers.act(name, [{ kind: 'seen', papers: [A] }]);
    const { undone } = await readers.undo(name);
    assert.deepEqual(
      undone.map((event) => 'papers' in event && event.papers),
      [[B]],
    );
    assert.equal((await readers.undo(name)).undone.length, 2);
    const { about, likes, counts } = await readers.show(name);
    assert.deepEqual([about, likes, counts.seen], ['', [], 1]);
    await assert.rejects(readers.undo(name), { code: 'INVALID_INPUT', message: /nothing to undo/ });
  });

  it('counts again when its undoing is undone, and is not undone twice', async () => {
    const name = await reader({ like: [A] });
    const { added, undone } = await readers.undo(name);
    await assert.rejects(readers.undo(name, { event: undone[0]?.id }), { code: 'INVALID_INPUT', message: /undone already/ });
    await readers.undo(name, { event: added[0]?.id });
    assert.deepEqual(await likesOf(name), [A]);
  });

  it('is shown with the newest fifty likes and how many there are', async () => {
    const name = await reader();
    const old = Array.from({ length: 60 }, (_, i) => `10.1000/${i}`);
    const text = await readers.export(name);
    const event = JSON.stringify({ at: '2026-01-01T00:00:00Z', kind: 'like', papers: old, id: 'x' });
    await readers.import(Buffer.from(text.replace('[]', `[${event}]`)));
    const { likes, counts } = await readers.show(name);
    assert.deepEqual([likes.length, counts.liked, likes[0]?.id], [50, 60, 'doi:10.1000/59']);
    assert.ok(likes[0] && !('title' in likes[0]));
  });
});

describe('profiles of two machines', () => {
  it('become one, however often they are merged', async () => {
    const name = await reader({ like: [A] });
    const here = await readers.export(name);
    await readers.act(name, [{ kind: 'about', text: 'there' }]);
    const there = await readers.export(name);
    await readers.remove(name);
    assert.deepEqual(await readers.import(Buffer.from(here)), { name, added: 1, events: 1 });
    await readers.act(name, [{ kind: 'like', papers: [B] }]);
    assert.deepEqual(await readers.import(Buffer.from(there)), { name, added: 1, events: 3 });
    assert.deepEqual(await readers.import(Buffer.from(there)), { name, added: 0, events: 3 });
    assert.deepEqual([(await readers.show(name)).about, await likesOf(name)], ['there', [B, A]]);
  });

  it('may be taken in under another name, and are refused with the line that is wrong', async () => {
    const name = await reader({ like: [A] });
    const text = await readers.export(name);
    assert.equal(text, await readFile(join(home, 'profiles', `${name}.json`), 'utf8'));
    assert.deepEqual(await readers.import(Buffer.from(text), { name: 'Copy' }), { name: 'Copy', added: 1, events: 1 });
    const wrong = { code: 'PROFILE_UNREADABLE', message: /^my file, line 6: events\.0\.kind: / };
    await assert.rejects(readers.import(Buffer.from(text.replace('"like"', '"lick"')), { file: 'my file' }), wrong);
    await assert.rejects(readers.import(Buffer.from(text), { name: 'no name' }), { code: 'INVALID_INPUT' });
    await assert.rejects(readers.import(new Uint8Array([255])), { code: 'PROFILE_UNREADABLE' });
  });

  it('can be removed, damaged or not', async () => {
    const name = await reader({ like: [A] });
    assert.deepEqual(await readers.remove(name.toUpperCase()), { name, events: 1 });
    await assert.rejects(readers.remove(name), { code: 'PROFILE_NOT_FOUND' });
    await readers.create('damaged');
    await writeFile(join(home, 'profiles', 'damaged.json'), '{');
    assert.deepEqual(await readers.remove('damaged'), { name: 'damaged' });
  });

  it('are listed page by page', async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await readers.list({ limit: 3, ...(cursor && { cursor }) });
      names.push(...page.profiles.map(({ name }) => name.toLowerCase()));
      cursor = page.next;
    } while (cursor);
    assert.deepEqual(names, [...new Set(names)].sort());
    assert.ok(names.includes('ana') && names.length > 5);
    await assert.rejects(readers.list({ limit: 0 }), { code: 'INVALID_INPUT' });
  });
});
