import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { PaperkinError } from '../../errors.js';
import { weightsIn } from './model-files.js';

/** Where models lie on this machine. */
export interface ModelPlaces {
  /** Folders that hold a model in each folder of theirs, the most trusted first. */
  folders: readonly string[];
  /** Cache of the model hub's own tools: `models--ORGANISATION--NAME/snapshots/REVISION/`. */
  hubCache: string;
}

const HUB_ENTRY = /^models--(.+)$/;

/** Folders of all models here, in the order of the places, then by name. */
export function findModels(places: ModelPlaces): string[] {
  return [...modelFolders(places)];
}

/** One after the other, so that who finds a name in the first place does not look through the others. */
function* modelFolders({ folders, hubCache }: ModelPlaces): Generator<string> {
  for (const place of folders)
    yield* entries(place)
      .map((name) => join(place, name))
      .filter(hasWeights);
  const cached = entries(hubCache).filter((name) => HUB_ENTRY.test(name));
  for (const entry of cached) {
    const folder = newestSnapshot(join(hubCache, entry));
    if (folder !== undefined && hasWeights(folder)) yield folder;
  }
}

function hasWeights(folder: string): boolean {
  return weightsIn(folder) !== undefined;
}

/**
 * The path behind what a person calls a model: a folder, an ONNX file, or the name of a model here.
 * @throws MODEL_NOT_FOUND with the names that there are.
 */
export function findModel(asked: string, places: ModelPlaces): string {
  if (!isAbsolute(asked)) {
    for (const folder of modelFolders(places)) if (modelName(folder) === asked) return folder;
    for (const folder of modelFolders(places)) if (basename(modelName(folder)) === asked) return folder;
  }
  if (existsSync(asked)) return resolve(asked);
  const names = findModels(places).map(modelName).join(', ');
  throw new PaperkinError('MODEL_NOT_FOUND', `There is no model ${asked} on this machine.`, {
    value: asked,
    remedy: `Give the folder of a sentence encoder in ONNX, or one of these names: ${names}. Nothing is downloaded.`,
  });
}

/** The folder's own name; in the hub's cache `ORGANISATION/NAME`. */
export function modelName(folder: string): string {
  const entry = HUB_ENTRY.exec(basename(dirname(dirname(folder))));
  return entry?.[1] === undefined || basename(dirname(folder)) !== 'snapshots' ? basename(folder) : entry[1].replaceAll('--', '/');
}

function entries(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name)
    .sort();
}

function newestSnapshot(entry: string): string | undefined {
  const snapshots = entries(join(entry, 'snapshots')).map((name) => [entry, 'snapshots', name].join(sep));
  return snapshots.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}
