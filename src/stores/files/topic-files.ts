import { access, constants, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFileSchema, wholeDataFile, writeDataFile } from '../../derived/snapshot-files.js';
import { PaperkinError, refusedBySystem } from '../../errors.js';
import { EditableFile } from '../../files/editable-file.js';
import { makePrivateFolder } from '../../files/private-files.js';
import { type SavedTopics, type TopicDocument, type TopicStore, topicDocumentSchema } from '../topic-store.js';
import { FileCache } from './file-cache.js';
import { FolderLock } from './lock.js';
import { readNumbers, writeNumbers } from './numbers-file.js';
import { Turns } from './turns.js';

const DOCUMENT = 'topics.json';
/** Another process may take a minute to group papers. In milliseconds. */
const PATIENCE = 2_000;
/** Times that a state is read anew which another process replaces at this moment. */
const ATTEMPTS = 3;

type Change = (before: SavedTopics | undefined) => Promise<SavedTopics>;
type Mend = (document: TopicDocument) => Promise<SavedTopics>;

const fileSchema = z.strictObject({ numbers: dataFileSchema, ...topicDocumentSchema.shape });
type TopicFile = z.output<typeof fileSchema>;

/** Topics in the folder `topics` of the user's data: `topics.json`, which names the file of numbers that belongs to it. */
export class TopicFiles implements TopicStore {
  readonly #folder: string;
  readonly #file: EditableFile<TopicFile>;
  #known: { file: TopicFile; state: SavedTopics } | undefined;
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

  async read(): Promise<SavedTopics | undefined> {
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

  async update(change: Change, mend?: Mend): Promise<SavedTopics> {
    return this.#turns.take(() => this.#change(change, mend));
  }

  async close(): Promise<void> {
    await this.#turns.end();
    this.#lock?.close();
  }

  async #change(change: Change, mend: Mend | undefined): Promise<SavedTopics> {
    await makePrivateFolder(this.#folder);
    this.#lock ??= await FolderLock.open(this.#folder, PATIENCE);
    return await this.#lock.hold(async () => {
      const before = await this.#before(mend);
      const next = await change(before);
      if (next === before) return next;
      const old = await this.#file.read();
      const numbers = await writeDataFile(this.#folder, (path) => writeNumbers(path, next.numbers));
      await this.#file.write({ ...next.document, numbers });
      if (old) await rm(join(this.#folder, old.numbers.name), { force: true });
      const file = await this.#file.read();
      if (file !== null) this.#known = { file, state: next };
      return next;
    });
  }

  async #before(mend: Mend | undefined): Promise<SavedTopics | undefined> {
    try {
      return await this.read();
    } catch (error) {
      if (!mend || !(error instanceof PaperkinError && error.code === 'TOPICS_UNREADABLE')) throw error;
      // Throws again where it is the document that cannot be read: that is a person's, and no update writes over it.
      const file = await this.#file.read();
      if (!file) return undefined;
      const { numbers: _damaged, ...document } = file;
      return await mend(document);
    }
  }

  /** Undefined where another process has replaced it meanwhile; where it is damaged, as well, until it is the last attempt. */
  async #load({ numbers: data, ...document }: TopicFile, isLast: boolean): Promise<SavedTopics | undefined> {
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
      return { document, numbers: await readNumbers(path) };
    } catch (cause) {
      const refused = refusedBySystem(cause, path);
      if (refused) throw refused;
      if (isLast) throw unreadable(cause instanceof Error ? cause.message : String(cause), cause);
      return undefined;
    }
  }
}
