import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Pooling } from '../embedder.js';

/**
 * What the files of a sentence encoder say of it, in the layout that the model hub and
 * sentence-transformers use. Only `config.json` and the tokeniser's two files must be there.
 */
export interface ModelFacts {
  dimensions: number;
  maxTokens: number;
  pooling?: Pooling | undefined;
  prefixes: { query?: string | undefined; passage?: string | undefined };
  licence?: string | undefined;
}

/** ONNX files in the order of preference: int8 is four times smaller and faster, at a cosine of .995. */
const WEIGHTS = [
  'onnx/model_quantized.onnx',
  'onnx/model_int8.onnx',
  'onnx/model_qint8_avx2.onnx',
  'onnx/model.onnx',
  'model_quantized.onnx',
  'model.onnx',
];

/** The width of a token's vector goes by another name in some architectures. */
const configSchema = z.object({
  hidden_size: z.int().positive().optional(),
  dim: z.int().positive().optional(),
  d_model: z.int().positive().optional(),
  n_embd: z.int().positive().optional(),
  max_position_embeddings: z.int().positive().optional(),
});
const tokenizerConfigSchema = z.object({ model_max_length: z.number().positive().optional() });
const sentenceConfigSchema = z.object({ max_seq_length: z.int().positive().nullish() });
const poolingSchema = z.object({
  pooling_mode_cls_token: z.boolean().optional(),
  pooling_mode_mean_tokens: z.boolean().optional(),
});
const promptsSchema = z.object({ prompts: z.record(z.string(), z.string()).optional() });

/** Where a model states no limit at all: what most sentence encoders were trained with. */
const USUAL_MAX_TOKENS = 512;

/** The ONNX file of a model's folder, relative to it; undefined when there is none. */
export function weightsIn(folder: string): string | undefined {
  return WEIGHTS.find((name) => existsSync(join(folder, name)));
}

/** @throws whatever is wrong with a file, as `fs`, JSON or zod say it. */
export async function readModelFacts(folder: string): Promise<ModelFacts> {
  const [config, tokenizer, sentence, pooling, prompts, licence] = await Promise.all([
    readJson(folder, 'config.json', configSchema),
    readJson(folder, 'tokenizer_config.json', tokenizerConfigSchema),
    readJsonIfThere(folder, 'sentence_bert_config.json', sentenceConfigSchema),
    readJsonIfThere(folder, '1_Pooling/config.json', poolingSchema),
    readJsonIfThere(folder, 'config_sentence_transformers.json', promptsSchema),
    licenceOf(folder),
  ]);
  const dimensions = config.hidden_size ?? config.dim ?? config.d_model ?? config.n_embd;
  if (dimensions === undefined) throw new Error('config.json states no hidden_size');
  // Some tokenisers state 1e30 for "no limit": then the positions of the model are the limit.
  const limits = [tokenizer.model_max_length, config.max_position_embeddings, sentence?.max_seq_length ?? undefined];
  const known = limits.filter((limit) => limit !== undefined && limit < 1e9) as number[];
  return {
    dimensions,
    maxTokens: known.length > 0 ? Math.min(...known) : USUAL_MAX_TOKENS,
    pooling: poolingOf(pooling),
    prefixes: { query: prompts?.prompts?.['query'], passage: prompts?.prompts?.['passage'] ?? prompts?.prompts?.['document'] },
    licence,
  };
}

function poolingOf(stated: z.output<typeof poolingSchema> | undefined): Pooling | undefined {
  if (stated?.pooling_mode_cls_token) return 'cls';
  if (stated?.pooling_mode_mean_tokens) return 'mean';
  if (stated) throw new Error('1_Pooling/config.json wants a pooling that is neither mean nor CLS');
  return undefined;
}

async function readJson<S extends z.ZodType>(folder: string, name: string, schema: S): Promise<z.output<S>> {
  const text = await readFile(join(folder, name), 'utf8');
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const detail = cause instanceof z.ZodError ? z.prettifyError(cause).split('\n', 1)[0] : String(cause);
    throw new Error(`${name}: ${detail}`, { cause });
  }
}

async function readJsonIfThere<S extends z.ZodType>(folder: string, name: string, schema: S): Promise<z.output<S> | undefined> {
  return existsSync(join(folder, name)) ? readJson(folder, name, schema) : undefined;
}

/** The front matter of the model's card, else what the card or the licence file says in plain words. */
async function licenceOf(folder: string): Promise<string | undefined> {
  const card = await readFile(join(folder, 'README.md'), 'utf8').catch(() => '');
  const front = card.search(/^---\n/m);
  const stated = (front < 0 ? null : /^license:\s*['"]?([\w.+-]+)/m.exec(card.slice(front))) ?? /\blicen[cs]e:\s*([\w.+-]*\w)/i.exec(card);
  return stated?.[1]?.toLowerCase();
}
