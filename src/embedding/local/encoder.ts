import type { InferenceSession } from 'onnxruntime-node';
import { PaperkinError, refusedBySystem } from '../../errors.js';
import type { ModelDescription, TextRole } from '../embedder.js';
import { inBatches, tokenBudget } from './batching.js';
import { loadOnnxRuntime, type OnnxRuntime } from './onnx-runtime.js';
import { pool } from './pooling.js';
import { Tokeniser } from './tokeniser.js';

/**
 * What each option gave is in docs/figures.md. The session runs in the calling thread: a pool of
 * threads with a session each is faster than one session with many threads.
 */
const SESSION_OPTIONS = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  // Plans of memory are kept for each shape of a batch, and every batch has another: 120 MB for nothing.
  enableMemPattern: false,
  extra: {
    // Without VNNI the int8 products of x86 saturate: this avoids it. On the bundled model the worst
    // cosine to fp32 is .9965 with it and .9933 without, at 15% of the speed.
    session: { x64quantprecision: '1' },
    // Fused, this layer takes seven times as long as the two nodes that it replaces: 8% of all.
    optimization: { disable_specified_optimizers: 'SkipLayerNormFusion' },
  },
} as const satisfies InferenceSession.SessionOptions;

/** The network's own sentence vectors, where it has them: copying every token's state out costs more. */
const SENTENCES = 'sentence_embedding';
const TOKENS = ['last_hidden_state', 'token_embeddings'];
const INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];

/** A model on ONNX Runtime in the thread that calls it, which it blocks: used through a worker. */
export class Encoder {
  readonly #model: ModelDescription;
  readonly #tokeniser: Tokeniser;
  readonly #session: InferenceSession;
  readonly #runtime: OnnxRuntime;
  readonly #output: string;

  private constructor(model: ModelDescription, tokeniser: Tokeniser, session: InferenceSession, runtime: OnnxRuntime) {
    this.#model = model;
    this.#tokeniser = tokeniser;
    this.#session = session;
    this.#runtime = runtime;
    const output = [SENTENCES, ...TOKENS].find((name) => session.outputNames.includes(name)) ?? session.outputNames[0];
    const unknown = session.inputNames.find((name) => !INPUTS.includes(name));
    if (unknown !== undefined || output === undefined) throw new Error(`it wants an input ${unknown} that a sentence encoder has not`);
    this.#output = output;
  }

  /** @throws MODEL_UNREADABLE, WORKER_FAILED */
  static async load(model: ModelDescription): Promise<Encoder> {
    const runtime = await loadOnnxRuntime();
    try {
      const tokeniser = await Tokeniser.load(model.folder, model.maxTokens);
      const session = await runtime.InferenceSession.create(model.weights, SESSION_OPTIONS);
      return new Encoder(model, tokeniser, session, runtime);
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw (
        refusedBySystem(cause) ??
        new PaperkinError('MODEL_UNREADABLE', `The model ${model.name} does not load: ${detail}`, { value: model.folder, cause })
      );
    }
  }

  /** Unit vectors of the texts one after the other: `texts.length` × `dimensions` numbers. */
  async encode(texts: readonly string[], role: TextRole): Promise<Float32Array> {
    const { dimensions, prefixes } = this.#model;
    const ids = texts.map((text) => this.#tokeniser.encode(prefixes[role] + text));
    const vectors = new Float32Array(texts.length * dimensions);
    const lengths = ids.map(({ length }) => length);
    for (const batch of inBatches(lengths, tokenBudget(this.#model))) {
      const rows = await this.#infer(batch.map((i) => ids[i] ?? []));
      batch.forEach((i, row) => {
        vectors.set(normalised(rows.subarray(row * dimensions, (row + 1) * dimensions)), i * dimensions);
      });
    }
    return vectors;
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  async #infer(batch: readonly number[][]): Promise<Float32Array> {
    const length = Math.max(...batch.map((ids) => ids.length));
    const size = batch.length * length;
    const inputs = { input_ids: new BigInt64Array(size), attention_mask: new BigInt64Array(size), token_type_ids: new BigInt64Array(size) };
    batch.forEach((ids, row) => {
      const start = row * length;
      for (let i = 0; i < ids.length; i++) inputs.input_ids[start + i] = BigInt(ids[i] ?? 0);
      inputs.attention_mask.fill(1n, start, start + ids.length);
    });
    const feeds = Object.fromEntries(
      Object.entries(inputs)
        .filter(([name]) => this.#session.inputNames.includes(name))
        .map(([name, values]) => [name, new this.#runtime.Tensor('int64', values, [batch.length, length])]),
    );
    const output = (await this.#session.run(feeds, [this.#output]))[this.#output];
    const states = output?.data;
    const { dimensions, pooling } = this.#model;
    const expected = this.#output === SENTENCES ? batch.length * dimensions : size * dimensions;
    if (!(states instanceof Float32Array) || states.length !== expected) {
      const message = `The model ${this.#model.name} gives ${this.#output} of [${output?.dims}], not of ${dimensions} dimensions in float32.`;
      throw new PaperkinError('MODEL_UNREADABLE', message, { value: this.#model.folder });
    }
    if (this.#output === SENTENCES) return states;
    return pool(
      states,
      batch.map((ids) => ids.length),
      dimensions,
      pooling,
    );
  }
}

/** Unit length in float32, so that an inner product is a cosine. */
function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  if (!Number.isFinite(length) || length === 0) throw new PaperkinError('WORKER_FAILED', 'The model gave a vector without a direction.');
  return vector.map((x) => x / length);
}
