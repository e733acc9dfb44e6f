import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DerivedFile } from '../../../files/derived-file.js';
import { type KeptPapers, keptPapersSchema, type NamedPapersStore } from '../../named-papers-store.js';

/** The papers of named topics, a file each. */
export class NamedPapersFiles implements NamedPapersStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(id: string): Promise<KeptPapers | undefined> {
    return (await this.#file(id).read()) ?? undefined;
  }

  async write(id: string, kept: KeptPapers): Promise<void> {
    await this.#file(id).write(kept);
  }

  async remove(id: string): Promise<void> {
    await rm(this.#file(id).path, { force: true });
  }

  #file(id: string): DerivedFile<KeptPapers> {
    return new DerivedFile(join(this.#folder, `${id}.json`), keptPapersSchema);
  }
}
