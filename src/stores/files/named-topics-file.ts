import { join } from 'node:path';
import { PaperkinError, unusableFile } from '../../errors.js';
import { EditableFile } from '../../files/editable-file.js';
import { makePrivateFolder } from '../../files/private-files.js';
import { type NamedTopicDocument, type NamedTopicStore, namedTopicsSchema } from '../named-topic-store.js';
import { FileCache } from './file-cache.js';
import { FolderLock } from './lock.js';
import { Turns } from './turns.js';

const FILE = 'named.json';
/** Another process changes a few lines, in milliseconds. */
const PATIENCE = 5_000;

/** Named topics in a file of the folder `topics`, which people can read and edit. */
export class NamedTopicsFile implements NamedTopicStore {
  readonly #folder: string;
  readonly #file: EditableFile<NamedTopicDocument>;
  readonly #turns = new Turns();
  #lock: FolderLock | undefined;

  constructor(home: string) {
    this.#folder = join(home, 'topics');
    const path = join(this.#folder, FILE);
    this.#file = new EditableFile(path, {
      schema: namedTopicsSchema,
      memory: new FileCache(1, () => 1),
      unreadable: (message, cause) => {
        if (cause !== undefined) return unusableFile(path, 'read', cause);
        const remedy = 'Fix that line with a text editor, or restore a backup of the file.';
        return new PaperkinError('TOPICS_UNREADABLE', message, { remedy });
      },
    });
  }

  async read(): Promise<NamedTopicDocument> {
    const { data } = await this.#file.open(NONE);
    return data;
  }

  async update(change: (before: NamedTopicDocument) => NamedTopicDocument): Promise<NamedTopicDocument> {
    return this.#turns.take(async () => {
      await makePrivateFolder(this.#folder);
      // Of its own: nobody who names a topic waits while numbers of topics are written.
      this.#lock ??= await FolderLock.open(this.#folder, PATIENCE, 'named-');
      return await this.#lock.hold(async () => {
        const database = await this.#file.open(NONE);
        const before = database.data;
        database.data = change(before);
        if (database.data !== before) await database.write();
        return database.data;
      });
    });
  }

  async close(): Promise<void> {
    await this.#turns.end();
    this.#lock?.close();
    this.#lock = undefined;
  }
}

const NONE: NamedTopicDocument = { format: 1, nextId: 1, topics: [] };
