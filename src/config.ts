import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { z } from 'zod';
import { PaperkinError, systemError } from './errors.js';
import { parseJson } from './input/parse-json.js';

const MIN_DIMENSIONS = 8;
const MAX_DIMENSIONS = 4_096;

/** A whole number, as a flag or the environment writes it too. */
const wholeNumber = z.union([z.int(), z.string().regex(/^\d+$/, 'is not a whole number').transform(Number)]);

/**
 * What can be set, and the only place that reads it. In order of strength: what the caller passes
 * (flags), the environment (`PAPERKIN_HOME`, `PAPERKIN_MODEL`, `PAPERKIN_DIMENSIONS`,
 * `PAPERKIN_HOST`, `PAPERKIN_PORT`, `PAPERKIN_ALLOWED_HOSTS`, and `HF_HUB_CACHE` or `HF_HOME`), `config.json` in the home folder,
 * the defaults here.
 */
const configSchema = z.strictObject({
  /** Folder of the user's data; made when missing. */
  home: z.string().min(1),
  /** Name, folder or ONNX file of an embedding model, for this process only; by default the one that the home has chosen. */
  model: z.string().min(1).optional(),
  /** How many dimensions of the model's vectors are compared, for this process only; by default all. */
  dimensions: wholeNumber.pipe(z.int().min(MIN_DIMENSIONS).max(MAX_DIMENSIONS)).optional(),
  /** How token vectors become one, and what goes before a text; by default what the model's files say. */
  pooling: z.enum(['mean', 'cls']).optional(),
  queryPrefix: z.string().optional(),
  passagePrefix: z.string().optional(),
  /** Cache of the model hub's own tools: models in it are found by name. */
  hubCache: z
    .string()
    .min(1)
    .default(join(homedir(), '.cache', 'huggingface', 'hub')),
  /** Address the server binds to: loopback unless the user says otherwise. */
  host: z.string().min(1).default('127.0.0.1'),
  /** Port of the server; 0 lets the system choose. */
  port: wholeNumber.pipe(z.int().min(0).max(65_535)).default(7275),
  /** Names that the server answers to besides those of the machine; the environment has them with commas between. */
  allowedHosts: z
    .union([
      z.array(z.string()),
      z.string().transform((names) =>
        names
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean),
      ),
    ])
    .pipe(z.array(z.string().regex(/^[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?$/i, 'is not the name of a host')).max(100))
    .default([]),
});

export type Config = z.output<typeof configSchema>;
export type ConfigOverrides = { [K in keyof Config]?: Config[K] | (K extends 'port' | 'dimensions' ? string : never) | undefined };

/** The model is not among them: it is chosen with `paperkin models use`, which makes its vectors first. */
const fileSchema = configSchema.pick({ host: true, port: true, allowedHosts: true }).partial();

/** @throws INVALID_INPUT naming the setting and where it was set. */
export function readConfig(overrides: ConfigOverrides = {}, environment: NodeJS.ProcessEnv = process.env): Config {
  const home = resolve(overrides.home ?? environment['PAPERKIN_HOME'] ?? envPaths('paperkin', { suffix: '' }).data);
  const fromEnvironment = {
    model: environment['PAPERKIN_MODEL'],
    dimensions: environment['PAPERKIN_DIMENSIONS'],
    hubCache: environment['HF_HUB_CACHE'] ?? (environment['HF_HOME'] && join(environment['HF_HOME'], 'hub')),
    host: environment['PAPERKIN_HOST'],
    port: environment['PAPERKIN_PORT'],
    allowedHosts: environment['PAPERKIN_ALLOWED_HOSTS'],
  };
  const file = join(home, 'config.json');
  const settings = { ...readFile(file), ...defined(fromEnvironment), ...defined(overrides), home };
  const parsed = configSchema.safeParse(settings);
  if (!parsed.success) throw invalid(parsed.error, `flags, environment or ${file}`);
  return parsed.data;
}

function readFile(path: string): z.output<typeof fileSchema> {
  if (!existsSync(path)) return {};
  let json: unknown;
  try {
    json = parseJson(readFileSync(path, 'utf8'));
  } catch (cause) {
    const refused = systemError(cause, path);
    if (refused) throw refused;
    throw new PaperkinError('INVALID_INPUT', `${path} is not valid JSON.`, { value: path, cause });
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) throw invalid(parsed.error, path);
  return defined(parsed.data) as z.output<typeof fileSchema>;
}

function invalid(error: z.ZodError, where: string): PaperkinError {
  const issue = error.issues[0];
  return new PaperkinError('INVALID_INPUT', `Setting ${issue?.path.join('.') ?? ''} (${where}): ${issue?.message ?? ''}`, { cause: error });
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
