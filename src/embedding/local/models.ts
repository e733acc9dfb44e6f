import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PaperkinError, refusedBySystem } from '../../errors.js';
import type { ModelChoice } from '../../stores/model-choice-store.js';
import { type ModelDescription, TEMPLATE } from '../embedder.js';
import { modelName } from './find-models.js';
import { readModelFacts, weightsIn } from './model-files.js';

const TOKENIZER = 'tokenizer.json';

/** Enough of the digest to tell any two models apart that a person will ever have. */
const DIGEST_LENGTH = 16;

/**
 * Describes a model by its own files: the folder of a sentence encoder, or one ONNX file in it.
 * Nothing is loaded for inference. What a person says of pooling and prefixes is stronger than the
 * files; where nobody says anything, pooling is the mean and prefixes are empty.
 * @throws MODEL_UNREADABLE when a file is missing or not what it should be.
 */
export async function describeModel(
  path: string,
  settings: Pick<ModelChoice, 'pooling' | 'queryPrefix' | 'passagePrefix'> = {},
): Promise<ModelDescription> {
  const asked = resolve(path);
  try {
    const { folder, weights } = locate(asked);
    const facts = await readModelFacts(folder);
    const pooling = settings.pooling ?? facts.pooling ?? 'mean';
    const query = settings.queryPrefix ?? facts.prefixes.query ?? '';
    const passage = settings.passagePrefix ?? facts.prefixes.passage ?? '';
    const name = modelName(folder);
    const digest = await digestOf([weights, join(folder, TOKENIZER)]);
    // What is as usual is not in the identity, so that it stays short and old vectors stay good.
    const chosen = [pooling === 'mean' ? '' : `/${pooling}`, query || passage ? `/${JSON.stringify([query, passage])}` : ''];
    return {
      name,
      id: `${name}@${digest}/${TEMPLATE}${chosen.join('')}`,
      dimensions: facts.dimensions,
      maxTokens: facts.maxTokens,
      folder,
      weights,
      quantised: /quant|q?u?int8/i.test(basename(weights)),
      pooling,
      prefixes: { query, passage },
      bytes: statSync(weights).size + statSync(join(folder, TOKENIZER)).size,
      licence: facts.licence,
    };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw (
      refusedBySystem(cause) ?? new PaperkinError('MODEL_UNREADABLE', `No usable model in ${asked}: ${detail}`, { value: asked, cause })
    );
  }
}

/** The folder and the weights; an ONNX file may lie in the folder itself or in `onnx/` below it. */
function locate(path: string): { folder: string; weights: string } {
  if (!path.endsWith('.onnx')) {
    const weights = weightsIn(path);
    if (weights === undefined) throw new Error(statSync(path).isDirectory() ? 'there is no ONNX file in it' : 'it is no folder');
    return { folder: path, weights: join(path, weights) };
  }
  statSync(path);
  const folder = dirname(path);
  return { folder: relative(dirname(folder), folder) === 'onnx' ? dirname(folder) : folder, weights: path };
}

async function digestOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash, { end: false });
  return hash.digest('hex').slice(0, DIGEST_LENGTH);
}
