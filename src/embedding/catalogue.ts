import { readFile } from 'node:fs/promises';
import { asPaperkinError, throwIfAborted } from '../errors.js';
import { documentText, type ModelDescription } from './embedder.js';
import { findModel, listModels, type ModelPlaces } from './find-models.js';
import type { CatalogueEntry, ModelCatalogue, ModelChoice } from './model-choice.js';
import { describeModel } from './models.js';
import { EmbedderPool } from './pool.js';

/** Characters of a sample text: what an abstract has on average, and about 230 tokens. */
const SAMPLE_LENGTH = 1_450;
/** Texts a time; the clock is looked at between two. */
const ROUND = 32;
/** How long a model is measured, in milliseconds, beyond loading it. */
const DURATION = 1_000;

/** The models in the places of this machine. */
export class LocalCatalogue implements ModelCatalogue {
  readonly #places: ModelPlaces;
  /** JSON Lines of papers, of which texts to measure with are made. */
  readonly #samples: string;

  constructor(places: ModelPlaces, samples: string) {
    this.#places = places;
    this.#samples = samples;
  }

  async list(): Promise<CatalogueEntry[]> {
    return Promise.all(
      listModels(this.#places).map(async (folder) => {
        try {
          return { folder, model: await describeModel(folder) };
        } catch (error) {
          return { folder, problem: asPaperkinError(error).message };
        }
      }),
    );
  }

  describe({ model, ...settings }: ModelChoice): Promise<ModelDescription> {
    return describeModel(findModel(model, this.#places), settings);
  }

  async measure(model: ModelDescription, signal?: AbortSignal): Promise<number> {
    const texts = await this.#texts();
    const pool = new EmbedderPool(model);
    try {
      // The first texts load the model in every worker.
      await pool.embed(texts.slice(0, ROUND), { signal });
      const begun = performance.now();
      let done = 0;
      while (performance.now() - begun < DURATION) {
        throwIfAborted(signal);
        done += (await pool.embed(texts.slice(done % texts.length, (done % texts.length) + ROUND), { signal })).length;
      }
      return (done / (performance.now() - begun)) * 1_000;
    } finally {
      await pool.close();
    }
  }

  /** Texts of the length of an abstract, from the beginnings of the papers. */
  async #texts(): Promise<string[]> {
    const lines = (await readFile(this.#samples, 'utf8')).trimEnd().split('\n');
    const all = lines.map((line) => JSON.parse(line) as { title: string; summary: string });
    const whole = all.map(({ title, summary }) => documentText({ title, abstract: summary })).join(' ');
    const count = Math.min(4 * ROUND, Math.floor(whole.length / SAMPLE_LENGTH / ROUND) * ROUND);
    return Array.from({ length: count }, (_, i) => whole.slice(i * SAMPLE_LENGTH, (i + 1) * SAMPLE_LENGTH));
  }
}
