import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { z } from 'zod';
import { places, readSettings } from './input/settings.js';

const MIN_DIMENSIONS = 8;
const MAX_DIMENSIONS = 4_096;

/** A whole number, as a flag or the environment writes it too. */
const wholeNumber = z.union([z.int(), z.string().regex(/^\d+$/, 'is not a whole number').transform(Number)]);

/** The model is not in the file: it is chosen with `paperkin models use`, which makes its vectors first. */
const embedding = z.strictObject({
  /** Name, folder or ONNX file of an embedding model; by default the one that the home has chosen. */
  model: z
    .string()
    .min(1)
    .optional()
    .register(places, { env: ['PAPERKIN_MODEL'], option: 'model', file: false }),
  /** How many dimensions of the model's vectors are compared; by default all. */
  dimensions: wholeNumber
    .pipe(z.int().min(MIN_DIMENSIONS).max(MAX_DIMENSIONS))
    .optional()
    .register(places, { env: ['PAPERKIN_DIMENSIONS'], option: 'dimensions', file: false }),
  /** How token vectors become one, and what goes before a text; by default what the model's files say. */
  pooling: z.enum(['mean', 'cls']).optional().register(places, { env: [], option: 'pooling', file: false }),
  queryPrefix: z.string().optional().register(places, { env: [], option: 'queryPrefix', file: false }),
  passagePrefix: z.string().optional().register(places, { env: [], option: 'passagePrefix', file: false }),
  /** Cache of the model hub's own tools: models in it are found by name. */
  hubCache: z
    .string()
    .min(1)
    .default(join(homedir(), '.cache', 'huggingface', 'hub'))
    .register(places, {
      env: ['HF_HUB_CACHE', ['HF_HOME', (folder) => folder && join(folder, 'hub')]],
      option: 'hubCache',
      file: false,
    }),
});

const server = z.strictObject({
  /** Address the server binds to: loopback unless the user says otherwise. */
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .register(places, { env: ['PAPERKIN_HOST'], option: 'host', file: true }),
  /** Port of the server; 0 lets the system choose. */
  port: wholeNumber
    .pipe(z.int().min(0).max(65_535))
    .default(7275)
    .register(places, { env: ['PAPERKIN_PORT'], option: 'port', file: true }),
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
    .default([])
    .register(places, { env: ['PAPERKIN_ALLOWED_HOSTS'], option: 'allowedHosts', file: true }),
});

/**
 * What can be set, and the only place that reads it: a section for each part that has settings, and for each setting what it may be and
 * where it is written. In order of strength: what the caller passes (flags), the environment, `config.json` in the home folder, the
 * defaults here. A new section is an object here; a password in it is `secret: true`.
 */
export const configSchema = z.strictObject({
  /** Folder of the user's data; made when missing. */
  home: z
    .string()
    .min(1)
    .register(places, { env: ['PAPERKIN_HOME'], option: 'home', file: false }),
  embedding,
  server,
});

export type Config = z.output<typeof configSchema>;

/** What a caller can set, without sections. */
type Options = Pick<Config, 'home'> & Config['embedding'] & Config['server'];
export type ConfigOverrides = { [K in keyof Options]?: Options[K] | (K extends 'port' | 'dimensions' ? string : never) | undefined };

/** @throws INVALID_INPUT naming the setting and where it was set. */
export function readConfig(overrides: ConfigOverrides = {}, environment: NodeJS.ProcessEnv = process.env): Config {
  const home = resolve(overrides.home ?? environment['PAPERKIN_HOME'] ?? envPaths('paperkin', { suffix: '' }).data);
  return readSettings(configSchema, { options: { ...overrides, home }, environment, file: join(home, 'config.json') });
}
