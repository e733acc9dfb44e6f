import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makePrivateFolder } from '../../private-files.js';
import { replaceFile } from '../../replace-file.js';
import { type KeptTerms, keptTermsSchema, type TermTrendsStore } from './kept-terms.js';

/** The trends of terms in a file beside the topics. */
export class TermTrendsFile implements TermTrendsStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<KeptTerms | undefined> {
    try {
      return keptTermsSchema.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return undefined;
    }
  }

  async write(kept: KeptTerms): Promise<void> {
    await makePrivateFolder(dirname(this.#path));
    await replaceFile(this.#path, JSON.stringify(kept));
  }
}
