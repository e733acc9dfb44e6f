import { createHash } from 'node:crypto';
import { access, constants, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFileSchema, wholeDataFile, writeDataFile } from '../../derived/snapshot-files.js';
import { PaperkinError, refusedBySystem } from '../../errors.js';
import { EditableFile } from '../../files/editable-file.js';
import { makePrivateFolder } from '../../files/private-files.js';
import { type SavedTopics, type TopicDocument, type TopicStore, topicDocumentSchema, type VersionedTopics } from '../topic-store.js';
import { FileCache } from './file-cache.js';
import { FolderLock } from './lock.js';
import { readNumbers, writeNumbers } from './numbers-file.js';
import { Turns } from './turns.js';

const DOCUMENT = 'topics.json';
/** Others hold the lock while they write: tenths of a second. In milliseconds. */
const PATIENCE = 2_000;
/** Times that a state is read anew which another process replaces at this moment. */
const ATTEMPTS = 3;

const fileSchema = z.strictObject({ numbers: dataFileSchema, ...topicDocumentSchema.shape });
type TopicFile = z.output<typeof fileSchema>;

/** Topics in the folder `topics` of the user's data: `topics.json`, which names the file of numbers that belongs to it. */
export class TopicFiles implements TopicStore {
  readonly #folder: string;
  readonly #file: EditableFile<TopicFile>;
  #known: { file: TopicFile; state: VersionedTopics } | undefined;
  readonly #turns = new Turns();
  #lock: FolderLock | undefined;

  constructor(home: string) {
    this.#folder = join(home, 'topics');
    const path = join(this.#folder, DOCUMENT);
    this.#file = new EditableFile(path, {
      schema: fileSchema,
      memory: new FileCache(1, () => 1),
      unreadable: (message, cause) => new PaperkinError('TOPICS_UNREADABLE', message, { value: path, cause }),
    });
  }

  async read(): Promise<VersionedTopics | undefined> {
    for (let attempt = 1; ; attempt++) {
      const file = await this.#file.read();
      if (file === null) return undefined;
      if (this.#known?.file === file) return this.#known.state;
      const state = await this.#load(file, attempt === ATTEMPTS);
      if (!state) continue;
      this.#known = { file, state };
      return state;
    }
  }

  async readDocument(): Promise<{ document: TopicDocument; version: string } | undefined> {
    const file = await this.#file.read();
    if (file === null) return undefined;
    const { numbers: _numbers, ...document } = file;
    return { document, version: versionOf(file) };
  }

  async replace(version: string | undefined, next: SavedTopics): Promise<string | undefined> {
    return this.#turns.take(() => this.#replace(version, next));
  }

  async close(): Promise<void> {
    await this.#turns.end();
    this.#lock?.close();
  }

  async #replace(version: string | undefined, next: SavedTopics): Promise<string | undefined> {
    await makePrivateFolder(this.#folder);
    this.#lock ??= await FolderLock.open(this.#folder, PATIENCE);
    return await this.#lock.hold(async () => {
      const old = await this.#file.read();
      if ((old === null ? undefined : versionOf(old)) !== version) return undefined;
      const numbers = await writeDataFile(this.#folder, (path) => writeNumbers(path, next.numbers));
      const written = { ...next.document, numbers };
      await this.#file.write(written);
      if (old) await rm(join(this.#folder, old.numbers.name), { force: true });
      const file = (await this.#file.read()) ?? written;
      const state = { document: next.document, numbers: next.numbers, version: versionOf(file) };
      this.#known = { file, state };
      return state.version;
    });
  }

  /** Undefined where another process has replaced it meanwhile; where it is damaged, as well, until it is the last attempt. */
  async #load(file: TopicFile, isLast: boolean): Promise<VersionedTopics | undefined> {
    const { numbers: data, ...document } = file;
    const path = await wholeDataFile(this.#folder, data);
    const unreadable = (message: string, cause?: unknown) =>
      new PaperkinError('TOPICS_UNREADABLE', `${join(this.#folder, data.name)} ${message}.`, { value: data.name, cause });
    if (path === undefined) {
      await access(join(this.#folder, data.name), constants.R_OK).catch((cause: unknown) => {
        const refused = refusedBySystem(cause);
        if (refused) throw refused;
      });
      if (isLast) throw unreadable('is not there, or not as it was written');
      return undefined;
    }
    try {
      return { document, numbers: await readNumbers(path), version: versionOf(file) };
    } catch (cause) {
      const refused = refusedBySystem(cause, path);
      if (refused) throw refused;
      if (isLast) throw unreadable(cause instanceof Error ? cause.message : String(cause), cause);
      return undefined;
    }
  }
}

/** Of all that it says, so that an edit by hand is another version; the name and checksum of the numbers are among that. */
function versionOf(file: TopicFile): string {
  return createHash('sha256').update(JSON.stringify(file)).digest('base64url').slice(0, 22);
}
