import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Config, type ConfigOverrides, readConfig } from './config.js';
import { WorkerIndex } from './dense/hnsw/worker-index.js';
import { vectorIdentity } from './dense/vector-index.js';
import { CutEmbedder, requireDimensions } from './embedding/cut.js';
import type { Embedder } from './embedding/embedder.js';
import { LocalCatalogue } from './embedding/local/catalogue.js';
import type { ModelPlaces } from './embedding/local/find-models.js';
import { EmbedderPool } from './embedding/local/pool.js';
import { overridden } from './embedding/model-choice.js';
import { buildEngine, type Engine } from './engine.js';
import { BUNDLED_MODEL } from './files/package-root.js';
import { makeHomePrivate } from './files/private-files.js';
import { STARTER_CORPUS } from './importing/starter.js';
import { DenseView } from './indexing/dense-view.js';
import { DenseViews } from './indexing/dense-views.js';
import { LexicalView, lexicalIdentity } from './indexing/lexical-view.js';
import { WorkerLexicalIndex } from './lexical/inverted/worker-index.js';
import { WorkerLearner } from './recommend/worker-learner.js';
import { ChoiceFile } from './stores/files/choice-file.js';
import { CalibrationFile } from './stores/files/derived/calibration-file.js';
import { MapFiles } from './stores/files/derived/map-files.js';
import { NamedPapersFiles } from './stores/files/derived/named-papers-files.js';
import { TermTrendsFile } from './stores/files/derived/term-trends-file.js';
import { NamedTopicsFile } from './stores/files/named-topics-file.js';
import { ProfileFiles } from './stores/files/profile-files.js';
import { RejectsFiles } from './stores/files/rejects-files.js';
import { TopicFiles } from './stores/files/topic-files.js';
import type { ModelChoice } from './stores/model-choice-store.js';
import { SqliteStore } from './stores/sqlite/store.js';
import { buildServices, type EngineParts } from './verbs/services.js';

/** The model that ships, by name: its folder is elsewhere in the next version. */
const BUNDLED: ModelChoice = { model: basename(BUNDLED_MODEL) };

/**
 * The composition root: the only file that names implementations, which are chosen here and tied together by `buildServices`. Opens the folder of a user's
 * data, made when it is missing, with the model that was chosen for it.
 *
 * @throws INVALID_INPUT (a setting), MODEL_NOT_FOUND, MODEL_UNREADABLE, FILE_UNREADABLE, STORE_CORRUPT,
 *   STORE_TOO_NEW, NATIVE_MODULE_MISSING
 */
export async function openEngine(overrides: ConfigOverrides = {}): Promise<Engine> {
  const parts = await openParts(overrides);
  const stopping = new AbortController();
  return buildEngine(parts, buildServices(parts, stopping.signal), stopping);
}

/** The parts alone, for who ties them together otherwise. @throws as {@link openEngine} */
export async function openParts(overrides: ConfigOverrides): Promise<EngineParts> {
  const config = readConfig(overrides);
  const { home } = config;
  const catalogue = new LocalCatalogue(modelPlaces(config), STARTER_CORPUS);
  const choices = new ChoiceFile(home);
  const override = modelOverride(config);
  const { current } = await choices.read();
  // A model that cannot be read is told before anything is made. One that was chosen and has gone
  // since is told when it is needed: another can still be chosen.
  if (current === undefined || override.model !== undefined) await catalogue.describe(overridden(current ?? BUNDLED, override));
  await makeHomePrivate(home);
  const [store, profiles] = await Promise.all([SqliteStore.open(home), ProfileFiles.open(home)]);
  const views = new DenseViews({
    choices,
    fallback: BUNDLED,
    override,
    open: async (choice) => {
      const model = await catalogue.describe(choice);
      const dimensions = requireDimensions(model, choice.dimensions);
      const folder = indexFolder(home, model.id, dimensions);
      const index = new WorkerIndex({ identity: vectorIdentity(model.id, dimensions), dimensions, folder });
      return new DenseView({ store, embedder: new EmbedderPool(model), index, dimensions });
    },
  });
  const mapFile = join(home, 'topics', 'map.bin');
  return {
    home,
    store,
    rejects: new RejectsFiles(join(home, 'rejects')),
    profiles,
    topics: new TopicFiles(home),
    namedTopics: new NamedTopicsFile(home),
    namedPapers: new NamedPapersFiles(join(home, 'topics', 'named')),
    namedLearner: new WorkerLearner(),
    termTrends: new TermTrendsFile(join(home, 'topics', 'trends.json')),
    maps: new MapFiles(mapFile),
    mapFile,
    learner: new WorkerLearner(),
    views,
    lexical: new LexicalView(store, new WorkerLexicalIndex({ identity: lexicalIdentity(), folder: join(home, 'index', 'words') })),
    choices,
    catalogue,
    calibrationOf: (id, dimensions) => new CalibrationFile(join(indexFolder(home, id, dimensions), 'calibration.json')),
    removeIndexes: (id) => removeIndexes(join(home, 'index'), id),
    readLibrary: async (path) => {
      const { readLibraryFile } = await import('./formats/parsers/library-file.js');
      return readLibraryFile(path);
    },
    openSource: async (path, options) => {
      // Most who open an engine only ask, and should not wait for what reads files of papers.
      const { openFileSource } = await import('./sources/files/file-source.js');
      return openFileSource(path, options);
    },
  };
}

/**
 * The embedder alone, for those who want vectors of their own texts: by the model that is in use in
 * the folder of papers, where there is one. No folder is made.
 * @throws INVALID_INPUT (a setting), MODEL_NOT_FOUND, MODEL_UNREADABLE
 */
export async function openEmbedder(overrides: ConfigOverrides = {}): Promise<Embedder> {
  const config = readConfig(overrides);
  const { current = BUNDLED } = await new ChoiceFile(config.home).read();
  const choice = overridden(current, modelOverride(config));
  const model = await new LocalCatalogue(modelPlaces(config), STARTER_CORPUS).describe(choice);
  return new CutEmbedder(new EmbedderPool(model), choice.dimensions);
}

function modelPlaces({ home, embedding: { hubCache } }: Config): ModelPlaces {
  return { folders: [dirname(BUNDLED_MODEL), join(home, 'models')], hubCache };
}

function modelOverride({ embedding: { hubCache: _, ...choice } }: Config): Partial<ModelChoice> {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined));
}

function indexFolder(home: string, id: string, dimensions: number): string {
  return join(home, 'index', `${indexFamily(id)}-${dimensions}`);
}

/**
 * Each identity has a folder of its own, and so has each number of dimensions, so that two indexes
 * stand side by side; named so that a person can tell them apart.
 */
function indexFamily(id: string): string {
  const name = id.split('@', 1)[0] ?? '';
  return `${name.replaceAll(/[^\w.-]+/g, '-')}-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
}

async function removeIndexes(folder: string, id: string): Promise<void> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const family = names.filter((name) => name.startsWith(`${indexFamily(id)}-`));
  await Promise.all(family.map((name) => rm(join(folder, name), { recursive: true })));
}
