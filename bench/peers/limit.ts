/**
 * The processor's limit: int8 operations a second of plain matrix products, in the shapes of the
 * model's linear layers, on all cores at once. What an embedding does beside them (attention,
 * normalisation, quantisation, tokenising) is why it stays below.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Child, nodeCommand, pythonCommand } from '../support/child.js';
import type { ProductsAnswer, ProductsQuestion } from './linear-layers.js';

/** Sizes of a BERT encoder, as its config.json names them. */
interface Encoder {
  hidden_size: number;
  intermediate_size: number;
  num_hidden_layers: number;
}

/** Long enough to forget the start, short beside a block of texts. */
const SECONDS = 1;

/** Operations (two a multiply-accumulate) that one token costs in the linear layers of the model in a folder. */
export async function operationsPerToken(folder: string): Promise<number> {
  const { hidden_size: h, intermediate_size: i, num_hidden_layers: layers } = await readEncoder(folder);
  return 2 * layers * (4 * h * h + 2 * h * i);
}

export class ProcessorLimit {
  /** Operations a second on all cores, one figure a round. */
  readonly int8: number[] = [];
  readonly uint8: number[] = [];
  readonly #cores: readonly Child<unknown>[];
  readonly #tokens: number;
  readonly #operations: number;

  private constructor(cores: readonly Child<unknown>[], tokens: number, operations: number) {
    this.#cores = cores;
    this.#tokens = tokens;
    this.#operations = operations;
  }

  /**
   * @param python Has the package `onnx`.
   * @param tokens Rows of the matrices: the mean tokens of a text.
   */
  static async prepare(python: string, modelFolder: string, tokens: number): Promise<ProcessorLimit> {
    const folder = await mkdtemp(join(tmpdir(), 'paperkin-bench-'));
    const { hidden_size, intermediate_size, num_hidden_layers } = await readEncoder(modelFolder);
    const sizes = [hidden_size, intermediate_size, num_hidden_layers].map(String);
    const [program, ...args] = pythonCommand(python, 'peers/matmul_models.py', folder, ...sizes);
    await promisify(execFile)(program, args);
    const command = nodeCommand('peers/linear-layers.js', join(folder, 'int8.onnx'), join(folder, 'uint8.onnx'));
    const cores = await Promise.all(Array.from({ length: availableParallelism() }, () => Child.start(command)));
    await rm(folder, { recursive: true, force: true });
    return new ProcessorLimit(cores, tokens, tokens * (await operationsPerToken(modelFolder)));
  }

  async measure(): Promise<void> {
    this.int8.push(await this.#multiply(0));
    this.uint8.push(await this.#multiply(1));
  }

  async close(): Promise<void> {
    await Promise.all(this.#cores.map((core) => core.close()));
  }

  async #multiply(model: number): Promise<number> {
    const question: ProductsQuestion = { model, tokens: this.#tokens, seconds: SECONDS };
    const answers = await Promise.all(this.#cores.map((core) => core.ask<ProductsAnswer>(question)));
    return answers.reduce((sum, { runs, seconds }) => sum + (runs * this.#operations) / seconds, 0);
  }
}

async function readEncoder(folder: string): Promise<Encoder> {
  return JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as Encoder;
}
