import { dirname } from 'node:path';
import { readKeptJson, writeKeptJson } from '../files/kept-json.js';
import { makePrivateFolder } from '../files/private-files.js';
import { type KeptTerms, keptTermsSchema, type TermTrendsStore } from './kept-terms.js';

/** The trends of terms in a file beside the topics. */
export class TermTrendsFile implements TermTrendsStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<KeptTerms | undefined> {
    return readKeptJson(this.#path, keptTermsSchema);
  }

  async write(kept: KeptTerms): Promise<void> {
    await makePrivateFolder(dirname(this.#path));
    await writeKeptJson(this.#path, kept);
  }
}
