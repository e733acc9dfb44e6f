import { readFile } from 'node:fs/promises';
import { asPaperkinError } from '../../errors.js';
import type { ModelChoice } from '../../stores/model-choice-store.js';
import { documentText, type ModelDescription } from '../embedder.js';
import type { CatalogueEntry, ModelCatalogue } from '../model-choice.js';
import { findModel, findModels, type ModelPlaces } from './find-models.js';
import { describeModel } from './models.js';
import { EmbedderPool } from './pool.js';

/** Characters of a sample text: about 230 tokens, as an abstract has on average. */
const SAMPLE_LENGTH = 1_500;
/** Texts that tell how many to measure with; as many before them load the model in every worker. */
const FIRST = 32;
/** Texts at most. */
const SAMPLES = 256;
/** How long a model is measured, in milliseconds, beyond loading it. */
const DURATION = 1_500;

/** The models in the places of this machine. */
export class LocalCatalogue implements ModelCatalogue {
  readonly #places: ModelPlaces;
  /** JSON Lines of papers, of which texts to measure with are made. */
  readonly #samples: string;
  /** By path and settings: the digest of the weights is taken once a process, not for every name and number of dimensions. */
  readonly #described = new Map<string, Promise<ModelDescription>>();

  constructor(places: ModelPlaces, samples: string) {
    this.#places = places;
    this.#samples = samples;
  }

  async list(): Promise<CatalogueEntry[]> {
    return Promise.all(
      findModels(this.#places).map(async (folder) => {
        try {
          return { folder, model: await this.describe({ model: folder }) };
        } catch (error) {
          return { folder, problem: asPaperkinError(error).message };
        }
      }),
    );
  }

  async describe(choice: ModelChoice): Promise<ModelDescription> {
    const path = findModel(choice.model, this.#places);
    const key = JSON.stringify([path, choice.pooling, choice.queryPrefix, choice.passagePrefix]);
    const known = this.#described.get(key) ?? describeModel(path, choice);
    this.#described.set(key, known);
    // What could not be read may have been mended when it is asked for again.
    known.catch(() => this.#described.delete(key));
    return known;
  }

  async measure(model: ModelDescription, signal?: AbortSignal): Promise<number> {
    const texts = await this.#texts();
    const pool = new EmbedderPool(model);
    try {
      const speedOf = async (count: number) => {
        const begun = performance.now();
        await pool.embed(texts.slice(0, count), { signal });
        return count / (performance.now() - begun);
      };
      await speedOf(FIRST);
      const count = Math.round((await speedOf(FIRST)) * DURATION);
      // In one go: at its end the workers are not all done at once, which would count at every end.
      return 1_000 * (await speedOf(Math.min(texts.length, Math.max(FIRST, count))));
    } finally {
      await pool.close();
    }
  }

  /** Texts of the length of an abstract, from the beginnings of the papers. */
  async #texts(): Promise<string[]> {
    const lines = (await readFile(this.#samples, 'utf8')).trimEnd().split('\n');
    const all = lines.map((line) => JSON.parse(line) as { title: string; summary: string });
    const whole = all.map(({ title, summary }) => documentText({ title, abstract: summary })).join(' ');
    const count = Math.min(SAMPLES, Math.floor(whole.length / SAMPLE_LENGTH));
    return Array.from({ length: count }, (_, i) => whole.slice(i * SAMPLE_LENGTH, (i + 1) * SAMPLE_LENGTH));
  }
}
