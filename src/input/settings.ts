import { closeSync, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { PaperkinError, systemError } from '../errors.js';
import { parseJson } from './parse-json.js';

/** Where a setting is written. */
export interface SettingPlaces {
  /** Its names in the environment, the strongest first; a function says what is meant by what is written there. */
  env: readonly (string | readonly [name: string, meant: (written: string) => string])[];
  /** What flags and callers call it, and the file of an earlier version without its section. A setting without is not theirs to set. */
  option?: string;
  /** Whether the file may have it; else it is for one process. */
  file: boolean;
  /** Nobody else may read it: the file that has it must be its owner's alone, and no error shows it. */
  secret?: true;
}

/** Every setting of a schema is registered here, with `.register(places, …)` as its last method. */
export const places = z.registry<SettingPlaces>();

export interface Setting extends SettingPlaces {
  /** `server.port`; without a section `home`. */
  path: string;
  schema: z.ZodType;
}

/** Where a setting comes from that no file and no variable has. */
const BY_CALLER = 'flag or caller';

interface Given {
  value: unknown;
  /** For people: its name as it is written there, and the place. */
  name: string;
  where: string;
}

export interface SettingsSources {
  /** By {@link Places.option}; undefined is not given. */
  options: Readonly<Record<string, unknown>>;
  environment: NodeJS.ProcessEnv;
  /** JSON, an object a section; it may be missing. */
  file: string;
}

/** The settings of a schema: its own, and those of its sections. @throws Error for one that is not registered: nobody could set it */
export function settingsOf(schema: z.ZodObject): Setting[] {
  const list = ({ shape }: z.ZodObject, section: string): Setting[] =>
    Object.entries(shape).flatMap(([name, part]) => {
      if (part instanceof z.ZodObject) return list(part, `${section}${name}.`);
      const found = places.get(part as z.ZodType);
      if (found === undefined) throw new Error(`The setting ${section}${name} is not registered.`);
      return [{ path: `${section}${name}`, schema: part as z.ZodType, ...found }];
    });
  return list(schema, '');
}

/**
 * Reads settings, the strongest first: options, environment, file, the defaults of the schema. Each place is checked, also where a
 * stronger one has the word.
 * @throws INVALID_INPUT naming the setting and where it was written, ACCESS_DENIED and the like for a file that cannot be read
 */
export function readSettings<S extends z.ZodObject>(schema: S, sources: SettingsSources): z.output<S> {
  const settings = settingsOf(schema);
  const options = settings.flatMap(({ option }) => option ?? []);
  const stray = Object.keys(sources.options).find((name) => !options.includes(name) && sources.options[name] !== undefined);
  if (stray !== undefined) throw unknown(stray, BY_CALLER, options);
  const inFile = readFile(sources.file, settings);
  const read: Record<string, unknown> = {};
  for (const section of Object.keys(schema.shape)) if (schema.shape[section] instanceof z.ZodObject) read[section] = {};
  for (const setting of settings) {
    const given = [...givenTo(setting, sources), ...(inFile.get(setting) ?? [])];
    for (const one of given) check(setting, one);
    if (given[0] === undefined) continue;
    const [name = '', section] = setting.path.split('.').reverse();
    const target = section === undefined ? read : (read[section] as Record<string, unknown>);
    target[name] = given[0].value;
  }
  return schema.parse(read);
}

function givenTo({ path, env, option = '' }: Setting, { options, environment }: SettingsSources): Given[] {
  const name = option || path;
  const byEnvironment = env.map((one): Given => {
    const [where, meant] = typeof one === 'string' ? [one, undefined] : one;
    const written = environment[where];
    return { value: written === undefined ? undefined : (meant?.(written) ?? written), name, where };
  });
  return [{ value: options[option], name, where: BY_CALLER }, ...byEnvironment].filter(({ value }) => value !== undefined);
}

function check({ schema, secret }: Setting, { value, name, where }: Given): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  const issue = parsed.error.issues[0];
  throw refused([name, ...(issue?.path ?? [])].join('.'), where, issue?.message ?? 'is not valid', secret ? undefined : value);
}

/** What the file has, by setting; a section is stronger than the name without it. */
function readFile(file: string, settings: readonly Setting[]): Map<Setting, Given[]> {
  const given = new Map<Setting, Given[]>();
  if (!existsSync(file)) return given;
  const { json, isPrivate } = jsonIn(file);
  for (const [name, value] of Object.entries(json).flatMap(([key, part]) => namesIn(key, part, settings))) {
    const setting = settings.find(({ path }) => path === name) ?? settings.find(({ option }) => option === name);
    if (setting === undefined) throw unknown(name, file, namesInFile(settings));
    if (!setting.file) throw refused(name, file, `is set for one process (${placesOf(setting)}), not in a file`, undefined);
    if (setting.secret && !isPrivate) {
      throw new PaperkinError('INVALID_INPUT', `${file} holds a secret (${name}), and others can read it.`, {
        value: file,
        remedy: `Make it yours alone: "chmod 600 ${file}".`,
      });
    }
    const before = given.get(setting) ?? [];
    const one = { value, name, where: file };
    given.set(setting, name === setting.path ? [one, ...before] : [...before, one]);
  }
  return given;
}

/** A section is taken apart. */
function namesIn(key: string, value: unknown, settings: readonly Setting[]): (readonly [name: string, value: unknown])[] {
  const isSection = settings.some(({ path }) => path.startsWith(`${key}.`));
  if (!isSection || typeof value !== 'object' || value === null || Array.isArray(value)) return [[key, value]];
  return Object.entries(value).map(([name, part]) => [`${key}.${name}`, part]);
}

function jsonIn(file: string): { json: object; isPrivate: boolean } {
  try {
    const descriptor = openSync(file, 'r');
    try {
      // On Windows modes mean nothing.
      const isPrivate = process.platform === 'win32' || (fstatSync(descriptor).mode & 0o077) === 0;
      const json = parseJson(readFileSync(descriptor, 'utf8'));
      if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { json, isPrivate };
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw systemError(cause, file) ?? new PaperkinError('INVALID_INPUT', `${file} is not valid JSON.`, { value: file, cause });
  }
  throw new PaperkinError('INVALID_INPUT', `${file} is no JSON object.`, { value: file });
}

function namesInFile(settings: readonly Setting[]): string[] {
  return settings.filter(({ file }) => file).flatMap(({ path, option }) => (option === undefined ? [path] : [path, option]));
}

function unknown(name: string, where: string, known: readonly string[]): PaperkinError {
  const nearest = closest(name, known);
  const isNear = distance(name, nearest) <= name.length / 2;
  return refused(name, where, 'is unknown', undefined, isNear ? `Did you mean ${nearest}?` : `There are ${known.join(', ')}.`);
}

function placesOf({ env, option }: Setting): string {
  const names = env.map((one) => (typeof one === 'string' ? one : one[0]));
  return [...(option === undefined ? [] : [BY_CALLER]), ...names].join(', ');
}

function refused(name: string, where: string, reason: string, value: unknown, remedy?: string): PaperkinError {
  return new PaperkinError('INVALID_INPUT', `Setting ${name} (${where}): ${reason}`, {
    ...(value !== undefined && { value }),
    ...(remedy !== undefined && { remedy }),
  });
}
