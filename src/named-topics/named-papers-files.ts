import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readKeptJson, writeKeptJson } from '../files/kept-json.js';
import { makePrivateFolder } from '../files/private-files.js';
import { type KeptPapers, keptPapersSchema, type NamedPapersStore } from './kept-papers.js';

/** The papers of named topics, a file each. */
export class NamedPapersFiles implements NamedPapersStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(id: string): Promise<KeptPapers | undefined> {
    return readKeptJson(this.#path(id), keptPapersSchema);
  }

  async write(id: string, kept: KeptPapers): Promise<void> {
    await makePrivateFolder(this.#folder);
    await writeKeptJson(this.#path(id), kept);
  }

  async remove(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}
