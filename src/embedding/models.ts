import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { PaperkinError } from '../errors.js';
import { type ModelDescription, TEMPLATE } from './embedder.js';

const WEIGHTS = 'onnx/model_quantized.onnx';
const TOKENIZER = 'tokenizer.json';

const configSchema = z.object({ hidden_size: z.int().positive(), max_position_embeddings: z.int().positive() });
const tokenizerConfigSchema = z.object({ model_max_length: z.number().positive() });

/** Enough of the digest to tell any two models apart that a person will ever have. */
const DIGEST_LENGTH = 16;

/**
 * Describes the model in a folder by its own files. Nothing is loaded for inference.
 * @throws MODEL_UNREADABLE when a file is missing or not what it should be.
 */
export async function describeModel(folder: string): Promise<ModelDescription> {
  const path = resolve(folder);
  try {
    const [config, tokenizerConfig, weights, tokenizer] = await Promise.all([
      readFile(join(path, 'config.json'), 'utf8').then((text) => configSchema.parse(JSON.parse(text))),
      readFile(join(path, 'tokenizer_config.json'), 'utf8').then((text) => tokenizerConfigSchema.parse(JSON.parse(text))),
      readFile(join(path, WEIGHTS)),
      readFile(join(path, TOKENIZER)),
    ]);
    const name = basename(path);
    const digest = createHash('sha256').update(weights).update(tokenizer).digest('hex').slice(0, DIGEST_LENGTH);
    return {
      name,
      id: `${name}@${digest}/${TEMPLATE}`,
      dimensions: config.hidden_size,
      // Some tokenisers state 1e30 for "no limit": then the positions of the model are the limit.
      maxTokens: Math.min(tokenizerConfig.model_max_length, config.max_position_embeddings),
      folder: path,
    };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw new PaperkinError('MODEL_UNREADABLE', `No usable model in ${path}: ${detail}`, { value: path, cause });
  }
}
