import { dirname } from 'node:path';
import { AutoModel, AutoTokenizer, env, type PreTrainedModel, type PreTrainedTokenizer } from '@huggingface/transformers';
import { PaperkinError, throwIfAborted } from '../errors.js';
import { inBatches } from './batching.js';
import type { Embedder, EmbedOptions, ModelDescription } from './embedder.js';

/**
 * The model on ONNX Runtime through transformers.js, in the thread that calls it: inference takes
 * tens of milliseconds, so servers use it through a worker ({@link WorkerEmbedder}).
 */
export class TransformersEmbedder implements Embedder {
  readonly model: ModelDescription;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #network: PreTrainedModel;

  private constructor(model: ModelDescription, tokenizer: PreTrainedTokenizer, network: PreTrainedModel) {
    this.model = model;
    this.#tokenizer = tokenizer;
    this.#network = network;
  }

  /**
   * Loads the model from its folder, never from a network.
   * @param threads Threads that one inference may use.
   * @throws MODEL_UNREADABLE
   */
  static async load(model: ModelDescription, threads: number): Promise<TransformersEmbedder> {
    env.allowRemoteModels = false;
    env.localModelPath = dirname(model.folder);
    try {
      const tokenizer = await AutoTokenizer.from_pretrained(model.name, { local_files_only: true });
      const network = await AutoModel.from_pretrained(model.name, {
        dtype: 'q8',
        device: 'cpu',
        local_files_only: true,
        session_options: {
          intraOpNumThreads: threads,
          // Plans of memory are kept for each shape of a batch, and every batch has another: 120 MB for nothing.
          enableMemPattern: false,
          // Without VNNI the int8 products of x86 saturate: this shifts them to 7 bits. On the bundled
          // model the worst cosine to fp32 is .9965 with it and .9933 without, at 0 to 15% of the speed.
          extra: { session: { x64quantprecision: '1' } },
        },
      });
      return new TransformersEmbedder(model, tokenizer, network);
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new PaperkinError('MODEL_UNREADABLE', `The model ${model.name} does not load: ${detail}`, { value: model.folder, cause });
    }
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<Float32Array[]> {
    const vectors = new Array<Float32Array>(texts.length);
    for (const batch of inBatches(texts)) {
      throwIfAborted(options.signal);
      const rows = await this.#infer(batch.map((i) => texts[i] ?? ''));
      batch.forEach((i, row) => {
        vectors[i] = rows[row] ?? new Float32Array(this.model.dimensions);
      });
    }
    return vectors;
  }

  async close(): Promise<void> {
    await this.#network.dispose();
  }

  async #infer(texts: string[]): Promise<Float32Array[]> {
    const inputs = this.#tokenizer(
      texts.map((text) => text.toWellFormed()),
      {
        padding: true,
        truncation: true,
        max_length: this.model.maxTokens,
      },
    );
    // The network pools and normalises by itself; only its sentence vectors are asked for, since
    // copying every token's state out of the runtime would cost more than it.
    const feeds = Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, (tensor as OrtBacked).ort_tensor]));
    const session = (this.#network.sessions as Record<string, Session>)['model'];
    const output = await session?.run(feeds, ['sentence_embedding']);
    const data = output?.['sentence_embedding']?.data;
    const { dimensions } = this.model;
    if (data?.length !== texts.length * dimensions) {
      throw new PaperkinError('MODEL_UNREADABLE', `The model ${this.model.name} gives no sentence_embedding of ${dimensions} dimensions.`);
    }
    return texts.map((_, i) => normalise(data.slice(i * dimensions, (i + 1) * dimensions)));
  }
}

/** What transformers.js leaves untyped of ONNX Runtime. */
interface OrtBacked {
  ort_tensor: unknown;
}
interface Session {
  run(feeds: Record<string, unknown>, outputs: string[]): Promise<Record<string, { data: Float32Array }>>;
}

/** Unit length in float32, so that an inner product is a cosine. */
function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const x of vector) sum += x * x;
  const length = Math.sqrt(sum);
  if (!Number.isFinite(length) || length === 0) throw new PaperkinError('WORKER_FAILED', 'The model gave a vector without a direction.');
  return vector.map((x) => x / length);
}
