/**
 * One core that does nothing but the int8 matrix products of a model's linear layers, with one
 * thread of ONNX Runtime: the processor's limit. `linear-layers.js INT8.onnx UINT8.onnx`, models
 * by `matmul_models.py`; answers {@link ProductsQuestion}s as JSON lines.
 */
import type { Tensor as AnyTensor, InferenceSession as Session } from 'onnxruntime-node';
import { loadOnnxRuntime } from '../../src/embedding/local/onnx-runtime.js';
import { answerLines } from '../support/json-lines.js';

/** Multiply for so long with so many rows; `model` is an index into the arguments. */
export interface ProductsQuestion {
  model: number;
  tokens: number;
  seconds: number;
}
export interface ProductsAnswer {
  /** How often all layers were multiplied. */
  runs: number;
  seconds: number;
}

const { InferenceSession, Tensor } = await loadOnnxRuntime();
const sessions = await Promise.all(
  process.argv.slice(2).map((file) => InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1 })),
);
await answerLines({}, multiply);

async function multiply({ model, tokens, seconds }: ProductsQuestion): Promise<ProductsAnswer> {
  const session = sessions[model];
  if (!session) throw new RangeError(`no model ${model}`);
  const feeds = tensors(session.inputMetadata, (size) => new Tensor('uint8', randomBytes(tokens * size), [tokens, size]));
  // Given beforehand, so that nothing is allocated or copied but the products themselves.
  const products = tensors(session.outputMetadata, (size) => new Tensor('int32', new Int32Array(tokens * size), [tokens, size]));
  await session.run(feeds, products);
  const begun = performance.now();
  let runs = 0;
  let elapsed = 0;
  for (; elapsed < seconds * 1_000; elapsed = performance.now() - begun) {
    await session.run(feeds, products);
    runs++;
  }
  return { runs, seconds: elapsed / 1_000 };
}

function tensors(metadata: readonly Session.ValueMetadata[], make: (columns: number) => AnyTensor): Record<string, AnyTensor> {
  return Object.fromEntries(
    metadata.map((each) => {
      const columns = each.isTensor ? each.shape.at(-1) : undefined;
      if (typeof columns !== 'number') throw new TypeError(`${each.name} has no fixed number of columns`);
      return [each.name, make(columns)];
    }),
  );
}

/** Not zeros: some processors multiply those faster, or with less heat. */
function randomBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(Math.random() * 256));
}
