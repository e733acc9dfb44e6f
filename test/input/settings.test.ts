import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { places, readSettings, settingsOf } from '../../src/input/settings.js';
import { temporaryFolder } from '../support/temporary.js';

const schema = z.strictObject({
  name: z
    .string()
    .default('nobody')
    .register(places, { env: ['NAME'], option: 'name', file: false }),
  mail: z.strictObject({
    host: z
      .string()
      .min(3)
      .default('localhost')
      .register(places, { env: ['MAIL_HOST'], option: 'host', file: true }),
    port: z.coerce
      .number()
      .int()
      .max(65_535)
      .optional()
      .register(places, { env: ['MAIL_PORT', ['MAIL_TENS', (tens) => `${tens}0`]], file: true }),
    password: z
      .string()
      .min(4)
      .optional()
      .register(places, { env: ['MAIL_PASSWORD'], file: true, secret: true }),
  }),
});

interface Sources {
  file?: unknown;
  mode?: number;
  env?: NodeJS.ProcessEnv;
  options?: Record<string, unknown>;
}

/** Written into a file of the mode, 0600 unless said; none where there is nothing to write. */
async function read({ file, mode = 0o600, env = {}, options = {} }: Sources) {
  const path = join(await temporaryFolder(), 'settings.json');
  if (file !== undefined) {
    await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file));
    await chmod(path, mode);
  }
  return { path, settings: () => readSettings(schema, { options, environment: env, file: path }) };
}

const settings = async (sources: Sources) => (await read(sources)).settings();

/** The error of settings that are refused, and the file that they may be in. */
async function refusal(sources: Sources): Promise<{ path: string; code: string; message: string; value: unknown; remedy: string }> {
  const { path, settings } = await read(sources);
  try {
    settings();
  } catch (error) {
    return { path, ...(error as { code: string; value: unknown; remedy: string }), message: (error as Error).message };
  }
  throw new assert.AssertionError({ message: 'nothing was refused' });
}

describe('settings', () => {
  it('are those of the schema where nobody says anything', async () => {
    assert.deepEqual(await settings({}), { name: 'nobody', mail: { host: 'localhost' } });
    assert.deepEqual(await settings({ file: {} }), { name: 'nobody', mail: { host: 'localhost' } });
  });

  it('are those of the file, of the environment before it, of flags before that', async () => {
    const file = { mail: { host: 'of-file', port: 1 } };
    assert.deepEqual((await settings({ file })).mail, { host: 'of-file', port: 1 });
    assert.deepEqual((await settings({ file, env: { MAIL_HOST: 'of-environment' } })).mail, { host: 'of-environment', port: 1 });
    const all = { file, env: { MAIL_HOST: 'of-environment' }, options: { host: 'of-flag', name: undefined } };
    assert.deepEqual(await settings(all), { name: 'nobody', mail: { host: 'of-flag', port: 1 } });
  });

  it('may have several names in the environment, the first the strongest', async () => {
    assert.equal((await settings({ env: { MAIL_TENS: '8' } })).mail.port, 80);
    assert.equal((await settings({ env: { MAIL_TENS: '8', MAIL_PORT: '7' } })).mail.port, 7);
  });

  it('are read from a file without sections, in which a section is stronger', async () => {
    assert.equal((await settings({ file: { host: 'flat' } })).mail.host, 'flat');
    assert.equal((await settings({ file: { host: 'flat', mail: { host: 'section' } } })).mail.host, 'section');
    assert.equal((await settings({ file: { mail: { host: 'section' }, host: 'flat' } })).mail.host, 'section');
  });

  it('are refused with their name, their place and the value', async () => {
    const cases: [Sources, RegExp, unknown][] = [
      [{ file: { mail: { host: 'x' } } }, /^Setting mail\.host \(.*settings\.json\): /, 'x'],
      [{ file: { host: 'x' } }, /^Setting host \(.*settings\.json\): /, 'x'],
      [{ env: { MAIL_PORT: '70000' } }, /^Setting mail\.port \(MAIL_PORT\): /, '70000'],
      [{ options: { host: '' } }, /^Setting host \(flag or caller\): /, ''],
      [{ file: { mail: 'none' } }, /^Setting mail \(.*settings\.json\): /, undefined],
      // Also where a stronger one has the word.
      [{ file: { host: 'x' }, options: { host: 'right' } }, /settings\.json/, 'x'],
    ];
    for (const [sources, message, value] of cases) {
      const error = await refusal(sources);
      assert.equal(error.code, 'INVALID_INPUT');
      assert.match(error.message, message);
      assert.equal(error.value, value);
    }
  });

  it('that are unknown are refused with the nearest that there is', async () => {
    const near = await refusal({ file: { mail: { prot: 1 } } });
    assert.match(near.message, /^Setting mail\.prot \(.*\): is unknown/);
    assert.equal(near.remedy, 'Did you mean mail.port?');
    assert.equal((await refusal({ file: { hots: 'x' } })).remedy, 'Did you mean host?');
    assert.equal((await refusal({ options: { nmae: 'x' } })).remedy, 'Did you mean name?');
    assert.equal((await refusal({ file: { zzzz: 1 } })).remedy, 'There are mail.host, host, mail.port, mail.password.');
  });

  it('for one process are refused in a file', async () => {
    const { message } = await refusal({ file: { name: 'Ada' } });
    assert.match(message, /^Setting name \(.*\): is set for one process \(flag or caller, NAME\), not in a file$/);
  });

  it('are refused in a file that is no JSON object', async () => {
    for (const file of ['{', '[]', 'null', '7']) {
      const { path, code, value } = await refusal({ file });
      assert.deepEqual([code, value], ['INVALID_INPUT', path]);
    }
    const folder = join(await temporaryFolder(), 'settings.json');
    await mkdir(folder);
    assert.throws(() => readSettings(schema, { options: {}, environment: {}, file: folder }), { code: 'PATH_UNUSABLE' });
  });
});

describe('a secret', () => {
  it('is read from the environment, or from a file that only its owner can read', async () => {
    assert.equal((await settings({ env: { MAIL_PASSWORD: 'open sesame' } })).mail.password, 'open sesame');
    assert.equal((await settings({ file: { mail: { password: 'open sesame' } } })).mail.password, 'open sesame');
    assert.equal((await settings({ file: { mail: { password: 'open sesame' } }, mode: 0o400 })).mail.password, 'open sesame');
  });

  it('is refused in a file that others can read, which is a matter of secrets alone', { skip: process.platform === 'win32' }, async () => {
    for (const mode of [0o640, 0o604, 0o660, 0o644]) {
      const { path, message, remedy } = await refusal({ file: { mail: { password: 'open sesame' } }, mode });
      assert.equal(message, `${path} holds a secret (mail.password), and others can read it.`);
      assert.match(remedy, /chmod 600/);
      assert.equal((await settings({ file: { mail: { host: 'of-file' } }, mode })).mail.host, 'of-file');
    }
  });

  it('is no flag, and no error shows it', async () => {
    assert.match((await refusal({ options: { password: 'open sesame' } })).message, /is unknown/);
    const error = await refusal({ env: { MAIL_PASSWORD: 'abc' } });
    assert.match(error.message, /^Setting mail\.password \(MAIL_PASSWORD\)/);
    assert.equal(error.value, undefined);
    assert.ok(!JSON.stringify(error).includes('abc'));
  });
});

describe('the settings of a schema', () => {
  it('are listed with where they are written', () => {
    assert.deepEqual(
      settingsOf(schema).map(({ path, file, secret }) => [path, file, secret]),
      [
        ['name', false, undefined],
        ['mail.host', true, undefined],
        ['mail.port', true, undefined],
        ['mail.password', true, true],
      ],
    );
  });

  it('are all registered: nobody could set another', () => {
    assert.throws(() => settingsOf(schema.extend({ feed: z.strictObject({ every: z.int() }) })), /feed\.every/);
  });
});
