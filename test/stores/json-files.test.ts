import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { JsonFile } from '../../src/files/json-file.js';
import type { Profile } from '../../src/profile/profile.js';
import { ProfileFile, ProfileMemory } from '../../src/stores/files/profile-file.js';
import { derivedFile, editableFile, numbersOf } from '../support/json-files.js';
import { dayAt, eventsOfDays, profileOf } from '../support/profiles.js';
import { seededRandom } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';

const COUNT = 50_000;
const WRITER = fileURLToPath(new URL('../support/json-writer.js', import.meta.url));

/** What every file of JSON has to do. */
interface Kind<T> {
  file(folder: string): JsonFile<T>;
  /** Three states that it may have. */
  states: readonly [T, T, T];
  /** What the text of a file of a version to come has in place of what. */
  toCome: readonly [now: string, then: string];
  /** What whoever reads one that is wrong is told; undefined where it is as good as not there. */
  error: { code: string; named: RegExp; field: RegExp } | undefined;
}

function describeJsonFile<T>(what: string, { file, states: [missing, one, other], toCome: [now, then], error }: Kind<T>): void {
  const written = async (data: T) => {
    const folder = await temporaryFolder();
    await file(folder).write(data);
    return { folder, file: file(folder) };
  };
  const isWrong = async (one: JsonFile<T>, message: RegExp | undefined) => {
    if (error) await assert.rejects(one.read(), { code: error.code, message });
    else assert.equal(await one.read(), null);
  };

  describe(what, () => {
    it('is none at first, and then what was written', async () => {
      const folder = await temporaryFolder();
      assert.equal(await file(folder).read(), null);
      assert.equal((await file(folder).open(missing)).data, missing);
      await file(folder).write(one);
      assert.deepEqual(await file(folder).read(), one);
      assert.deepEqual((await file(folder).open(missing)).data, one);
    });

    it('is replaced by what was changed', async () => {
      const { folder, file: first } = await written(one);
      const database = await first.open(missing);
      database.data = other;
      await database.write();
      assert.deepEqual(await first.read(), other);
      assert.deepEqual(await file(folder).read(), other);
      assert.equal((await readdir(folder)).length, 1);
    });

    it('is never taken for whole when it was cut off, and stays as it is', async () => {
      const { file: cut } = await written(one);
      const { size } = await stat(cut.path);
      for (const length of [size - 3, Math.floor(size / 2), 1, 0]) {
        await truncate(cut.path, length);
        const text = await readFile(cut.path, 'utf8');
        await isWrong(cut, error?.named);
        assert.equal(await readFile(cut.path, 'utf8'), text);
      }
    });

    it('is not read where it is nested too deeply', async () => {
      const { file: deep } = await written(one);
      await writeFile(deep.path, `{"numbers":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
      await isWrong(deep, /is nested more than 100 levels deep/);
    });

    it('is not read where a later version has written it', async () => {
      const { file: later } = await written(one);
      const text = await readFile(later.path, 'utf8');
      assert.ok(text.includes(now));
      // Without its checksum, by which it would be a damaged one.
      await writeFile(later.path, text.replace(now, then).replace(/,"crc32":\d+/, ''));
      await isWrong(later, error?.field);
    });

    it("is its owner's alone, whatever it was before", async () => {
      const { file: secret } = await written(one);
      const mode = async () => (await stat(secret.path)).mode & 0o777;
      if (process.platform === 'win32') return;
      assert.equal(await mode(), 0o600);
      await chmod(secret.path, 0o644);
      await secret.write(other);
      assert.equal(await mode(), 0o600);
    });

    it('leaves no draft where it cannot be put in its place', async () => {
      const folder = await temporaryFolder();
      const taken = file(folder);
      await mkdir(taken.path);
      await assert.rejects(taken.write(one), { code: 'EISDIR' });
      assert.equal((await readdir(folder)).length, 1);
      await isWrong(taken, error && /cannot be read \(EISDIR\)/);
    });
  });
}

describeJsonFile('A file that people may edit', {
  file: editableFile,
  states: [numbersOf(0), numbersOf(1), numbersOf(2)],
  toCome: ['"format": 1', '"format": 2'],
  error: { code: 'TOPICS_UNREADABLE', named: /editable\.json, line \d+: is not JSON/, field: /editable\.json, line 2: format: / },
});

describeJsonFile('A file that can be made anew', {
  file: derivedFile,
  states: [numbersOf(0), numbersOf(1), numbersOf(2)],
  toCome: ['"format":1', '"format":2'],
  error: undefined,
});

describeJsonFile<Profile>('The file of a profile', {
  file: (folder) => new ProfileFile(folder, 'ann', new ProfileMemory()),
  states: [
    profileOf([]),
    profileOf(eventsOfDays({ kind: 'about', text: 'caches' })),
    { ...profileOf(eventsOfDays({ kind: 'about', text: 'schedulers' })), created: dayAt(-1) },
  ],
  toCome: ['"profile/1"', '"profile/2"'],
  error: { code: 'PROFILE_UNREADABLE', named: /^profiles\/ann\.json, line \d+: /, field: /^profiles\/ann\.json, line 2: paperkin: / },
});

describe('files of JSON', () => {
  it('that people may edit are not written with what could not be read again', async () => {
    const file = editableFile(await temporaryFolder());
    await file.write(numbersOf(1));
    await assert.rejects(file.write({ ...numbersOf(2), version: 0.5 }));
    assert.deepEqual(await file.read(), numbersOf(1));
  });

  it('that people may edit say nothing twice, but may have comments', async () => {
    const file = editableFile(await temporaryFolder());
    await file.write(numbersOf(1));
    const text = await readFile(file.path, 'utf8');
    await writeFile(file.path, `\uFEFF// mine\n${text.replace('"version": 1', '"version": 7')}`);
    assert.equal((await file.read())?.version, 7);
    await writeFile(file.path, text.replace('"version": 1', '"version": 1, "version": 2'));
    await assert.rejects(file.read(), { message: /line 3: "version" is given twice/ });
  });

  it('that can be made anew are not used with one digit changed, and those of old without a checksum are', async () => {
    const file = derivedFile(await temporaryFolder());
    await file.write(numbersOf(1));
    const text = await readFile(file.path, 'utf8');
    await writeFile(file.path, text.replace('"version":1', '"version":2'));
    assert.equal(await file.read(), null);
    await writeFile(file.path, JSON.stringify(numbersOf(4)));
    assert.deepEqual(await file.read(), numbersOf(4));
  });

  it('are whole whenever the process that writes them is killed, and as new as what it said', async () => {
    const folder = await temporaryFolder();
    const random = seededRandom(20_261_130);
    for (let kill = 0; kill < 6; kill++) {
      const child = spawn(process.execPath, [WRITER, folder, String(COUNT)], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
      const end = once(child, 'close');
      while (child.exitCode === null && !said.includes('\n')) await pause(5);
      await pause(random() * 100);
      child.kill('SIGKILL');
      await end;
      const acknowledged = Number(said.trim().split('\n').at(-1));
      for (const file of [editableFile(folder), derivedFile(folder)]) {
        const found = await file.read();
        assert.ok(found && found.version >= acknowledged && found.numbers.length === COUNT);
        assert.ok(found.numbers.every((number) => number === found.version));
      }
    }
  });
});
