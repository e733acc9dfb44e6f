import { DerivedFile } from '../../../files/derived-file.js';
import { type KeptTerms, keptTermsSchema, type TermTrendsStore } from '../../term-trends-store.js';

/** The trends of terms in a file beside the topics. */
export class TermTrendsFile implements TermTrendsStore {
  readonly #file: DerivedFile<KeptTerms>;

  constructor(path: string) {
    this.#file = new DerivedFile(path, keptTermsSchema);
  }

  async read(): Promise<KeptTerms | undefined> {
    return (await this.#file.read()) ?? undefined;
  }

  async write(kept: KeptTerms): Promise<void> {
    await this.#file.write(kept);
  }
}
