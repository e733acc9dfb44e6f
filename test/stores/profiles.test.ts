import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Action } from '../../src/profile/event.js';
import type { Profile } from '../../src/profile/profile.js';
import { writeProfile } from '../../src/profile/write-profile.js';
import { FolderLock } from '../../src/stores/files/lock.js';
import { ProfileFiles } from '../../src/stores/files/profile-files.js';
import { dayAt, eventsOfDays, profileOf } from '../support/profiles.js';
import { seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';
import { describeProfileStore } from './profile-store-contract.js';

const APPENDER = fileURLToPath(new URL('../support/profile-appender.js', import.meta.url));
const A = 'arxiv:2401.00001';
const like: Action = { kind: 'like', papers: [A] };

describeProfileStore('A folder of files', async () => ProfileFiles.open(await temporaryFolder()));

/** Starts a process that adds events; `acknowledged` are those that it has said are on disk. */
function startAppender(home: string, name: string, count: number) {
  const child = spawn(process.execPath, [APPENDER, home, 'ann', name, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  return { child, end: once(child, 'close'), acknowledged: () => said.split('\n').slice(0, -1) };
}

const texts = ({ events }: Profile) => events.map((event) => (event.kind === 'about' ? event.text : event.kind));

describe('profiles as files', () => {
  const opened = async () => {
    const home = await temporaryFolder();
    return { home, store: await ProfileFiles.open(home), file: (name: string) => join(home, 'profiles', name) };
  };

  it('are JSON that one can read, each in a file of its name', async () => {
    const { store, file } = await opened();
    await store.create('Ann');
    const profile = await store.append('Ann', [like]);
    assert.equal(await readFile(file('ann.json'), 'utf8'), writeProfile(profile));
    await store.close();
  });

  it('have names that no system takes for something else', async () => {
    const { home, store } = await opened();
    for (const name of ['con', 'NUL.x', 'com1', 'console', 'a.', 'a..', 'lpt¹', 'x.json']) await store.create(name);
    const files = (await readdir(join(home, 'profiles'))).filter((name) => !name.startsWith('.'));
    assert.deepEqual(files.sort(), [
      '%com1.json',
      '%con.json',
      '%lpt¹.json',
      '%nul.x.json',
      'a...json',
      'a..json',
      'console.json',
      'x.json.json',
    ]);
    assert.equal((await store.list({ limit: 10 })).profiles.length, 8);
    assert.equal((await store.read('Nul.X')).name, 'NUL.x');
    await store.close();
  });

  it('may be edited by hand while a store is open', async () => {
    const { store, file } = await opened();
    await store.create('ann');
    await store.append('ann', [like]);
    const text = await readFile(file('ann.json'), 'utf8');
    await writeFile(file('ann.json'), text.replace(A, 'arxiv:2401.99999').replace('"events"', '// mine\n"events"'));
    const [event] = (await store.read('ann')).events;
    assert.deepEqual(event?.kind === 'like' && event.papers, ['arxiv:2401.99999']);
    await store.append('ann', [like]);
    assert.equal((await store.list({ limit: 1 })).profiles[0]?.events, 2);
    await store.close();
  });

  it('are not read again while they have not changed', async () => {
    const { store, file } = await opened();
    await store.create('ann');
    const known = await store.append('ann', [like]);
    assert.equal(await store.read('ann'), known);
    assert.ok(Object.isFrozen(known) && Object.isFrozen(known.events));
    await utimes(file('ann.json'), new Date(), new Date(Date.now() + 1_000));
    const again = await store.read('ann');
    assert.notEqual(again, known);
    assert.deepEqual(again, known);
    await store.close();
  });

  it('are never written over when they are damaged, and hide none of the others', async () => {
    const { store, file } = await opened();
    await store.create('ann');
    await store.create('bob');
    const damaged = writeProfile(profileOf(eventsOfDays(like))).replace('"like"', '"lick"');
    await writeFile(file('ann.json'), damaged);
    const unreadable = { code: 'PROFILE_UNREADABLE', message: /^profiles\/ann\.json, line 6: events\.0\.kind: / };
    await assert.rejects(store.read('ann'), unreadable);
    await assert.rejects(store.append('ann', [like]), unreadable);
    await assert.rejects(store.merge(profileOf([])), unreadable);
    await assert.rejects(store.create('ann'), { code: 'PROFILE_EXISTS' });
    assert.equal(await readFile(file('ann.json'), 'utf8'), damaged);
    await writeFile(file('ann.json'), '{');
    const { profiles } = await store.list({ limit: 10 });
    assert.deepEqual(
      profiles.map(({ name, events }) => [name, events]),
      [
        ['ann', 0],
        ['bob', 0],
      ],
    );
    assert.match(profiles[0]?.problem ?? '', /^profiles\/ann\.json, line 1: is not JSON/);
    await store.remove('ann');
    assert.deepEqual(
      (await store.list({ limit: 10 })).profiles.map(({ name }) => name),
      ['bob'],
    );
    await store.close();
  });

  it('are told from copies that have the name of another in them', async () => {
    const { store, file } = await opened();
    await store.merge(profileOf(eventsOfDays(like)));
    await writeFile(file('bob.json'), await readFile(file('ann.json')));
    await assert.rejects(store.read('bob'), { code: 'PROFILE_UNREADABLE', message: /line 3: name: is "ann", but/ });
    assert.deepEqual(
      (await store.list({ limit: 10 })).profiles.map(({ name, problem }) => [name, problem === undefined]),
      [
        ['ann', true],
        ['bob', false],
      ],
    );
    await store.close();
  });

  it('are kept as they were before a merge changed them', async () => {
    const { store, file } = await opened();
    const [one, two] = eventsOfDays(like, { kind: 'about', text: 'caches' });
    assert.ok(one && two);
    await store.merge(profileOf([one]));
    const before = await readFile(file('ann.json'), 'utf8');
    await assert.rejects(stat(file('ann.json.bak')), { code: 'ENOENT' });
    await store.merge(profileOf([two]));
    await store.merge(profileOf([one]));
    assert.equal(await readFile(file('ann.json.bak'), 'utf8'), before);
    await store.close();
  });

  it('leave nothing when they are removed, nor a draft that a kill has left', async () => {
    const { home, store, file } = await opened();
    await store.merge(profileOf(eventsOfDays(like)));
    await store.merge({ ...profileOf([]), created: dayAt(-1) });
    await writeFile(file('ann.json.draft'), '{ "half a dra');
    await store.remove('ann');
    assert.deepEqual(
      (await readdir(join(home, 'profiles'))).filter((name) => !name.startsWith('.')),
      [],
    );
    await writeFile(file('gone.json.draft'), '{ "half a dra');
    const next = await ProfileFiles.open(home);
    await next.create('bob');
    assert.deepEqual(
      (await readdir(join(home, 'profiles'))).filter((name) => !name.startsWith('.')),
      ['bob.json'],
    );
    await Promise.all([store.close(), next.close()]);
  });

  it('say what to do with a file that has been put there under another case', async () => {
    const { store, file } = await opened();
    await writeFile(file('Ann.json'), writeProfile(profileOf([])));
    if (await stat(file('ann.json')).catch(() => undefined)) return;
    await assert.rejects(store.read('ann'), { code: 'PROFILE_NOT_FOUND', remedy: 'Call its file "ann.json".' });
    await store.close();
  });

  it('are not written while another process writes them, for longer than one waits', async () => {
    const { home, store } = await opened();
    await store.create('ann');
    const lock = await FolderLock.open(join(home, 'profiles'), 0);
    const impatient = await ProfileFiles.open(home, { patience: 50 });
    const waiting = await lock.hold(async () => {
      await assert.rejects(impatient.append('ann', [like]), { code: 'STORE_LOCKED' });
      assert.equal((await impatient.read('ann')).events.length, 0);
      // In a list, or the lock would be held until it is done.
      return [store.append('ann', [like])];
    });
    assert.equal((await Promise.all(waiting))[0]?.events.length, 1);
    assert.equal((await impatient.append('ann', [like])).events.length, 2);
    lock.close();
    await Promise.all([store.close(), impatient.close()]);
  });

  it('refuse a change when too many wait already', async () => {
    const { store } = await opened();
    await store.create('ann');
    const changes = await Promise.allSettled(Array.from({ length: 510 }, () => store.append('ann', [like])));
    const refused = changes.filter((change) => change.status === 'rejected');
    assert.equal(refused.length, 10);
    assert.equal((await store.read('ann')).events.length, 500);
    await store.close();
  });
});

describe('a profile that several processes write to', () => {
  it('loses nothing, and lets each have its turn', async () => {
    const home = await temporaryFolder();
    const store = await ProfileFiles.open(home);
    await store.create('ann');
    const appenders = ['one', 'two', 'three'].map((name) => startAppender(home, name, 60));
    await Promise.all(appenders.map(({ end }) => end));
    for (const { child } of appenders) assert.equal(child.exitCode, 0);
    const written = texts(await store.read('ann'));
    assert.equal(written.length, 180);
    for (const { acknowledged } of appenders)
      assert.deepEqual(
        written.filter((text) => acknowledged().includes(text)),
        acknowledged(),
      );
    await store.close();
  });

  it('loses nothing that was acknowledged by a process that is killed, and can be written to at once', async () => {
    const home = await temporaryFolder();
    const random = seededRandom(20_261_126);
    const store = await ProfileFiles.open(home);
    await store.create('ann');
    const acknowledged: string[] = [];
    for (let kill = 0; kill < 8; kill++) {
      const appender = startAppender(home, `process ${kill}`, 1_000_000);
      while (appender.acknowledged().length < 3) await pause(5);
      await pause(random() * 30);
      appender.child.kill('SIGKILL');
      await appender.end;
      acknowledged.push(...appender.acknowledged());
      const found = new Set(texts(await store.append('ann', [{ kind: 'about', text: `after ${kill}` }])));
      for (const text of acknowledged) assert.ok(found.has(text), `${text} is lost`);
    }
    const fresh = await ProfileFiles.open(home);
    // What was written, but not yet acknowledged, may be there: one event a kill.
    const { events } = await fresh.read('ann');
    assert.ok(events.length <= acknowledged.length + 16);
    assert.deepEqual(
      (await readdir(join(home, 'profiles'))).filter((name) => name.endsWith('.draft')),
      [],
    );
    await Promise.all([store.close(), fresh.close()]);
  });
});
