import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateFolder } from '../../private-files.js';
import { replaceFile } from '../../replace-file.js';
import { type KeptPapers, keptPapersSchema, type NamedPapersStore } from './kept-papers.js';

/** The papers of named topics, a file each. */
export class NamedPapersFiles implements NamedPapersStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(id: string): Promise<KeptPapers | undefined> {
    try {
      return keptPapersSchema.parse(JSON.parse(await readFile(this.#path(id), 'utf8')));
    } catch {
      return undefined;
    }
  }

  async write(id: string, kept: KeptPapers): Promise<void> {
    await makePrivateFolder(this.#folder);
    await replaceFile(this.#path(id), JSON.stringify(kept));
  }

  async remove(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}
