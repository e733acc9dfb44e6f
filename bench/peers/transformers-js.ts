/**
 * Contestant: the usual loop of transformers.js, everything at its defaults.
 * `transformers-js.js MODEL-FOLDER DTYPE TEXTS-A-CALL`.
 */
import { basename, dirname, resolve } from 'node:path';
import { env, pipeline } from '@huggingface/transformers';
import { bytesOf, serve } from './protocol.js';

const WEIGHTS = { fp32: 'onnx/model.onnx', q8: 'onnx/model_quantized.onnx' } as const;

const [folder = '', type, size = '1'] = process.argv.slice(2);
const dtype = type === 'q8' ? 'q8' : 'fp32';
const textsACall = Number(size);

env.allowRemoteModels = false;
env.localModelPath = dirname(resolve(folder));
const extractor = await pipeline('feature-extraction', basename(resolve(folder)), { dtype });

await serve({
  bytes: await bytesOf(folder, [WEIGHTS[dtype], 'tokenizer.json']),
  async embed(texts) {
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += textsACall) vectors.push(...(await extract(texts.slice(start, start + textsACall))));
    return vectors;
  },
  query: (text) => extract([text]),
  async countTokens(texts) {
    return texts.map((text) => extractor.tokenizer(text, { truncation: true }).input_ids.size);
  },
  close: () => extractor.dispose(),
});

async function extract(texts: string[]): Promise<Float32Array[]> {
  const output = await extractor(texts.length === 1 ? (texts[0] ?? '') : texts, { pooling: 'mean', normalize: true });
  const data = output.data as Float32Array;
  const dimensions = data.length / texts.length;
  return texts.map((_, i) => data.subarray(i * dimensions, (i + 1) * dimensions));
}
