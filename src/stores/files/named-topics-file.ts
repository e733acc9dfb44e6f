import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, PaperkinError, unusableFile } from '../../errors.js';
import { makePrivateFolder } from '../../files/private-files.js';
import { replaceFile } from '../../files/replace-file.js';
import { checkedJson } from '../../profile/checked-json.js';
import { type NamedTopicDocument, type NamedTopicStore, namedTopicsSchema } from '../named-topic-store.js';
import { FolderLock } from './lock.js';
import { stampAt } from './stamp.js';
import { Turns } from './turns.js';

const FILE = 'named.json';
/** Another process changes a few lines, in milliseconds. */
const PATIENCE = 5_000;

/** Named topics in a file of the folder `topics`, which people can read and edit. */
export class NamedTopicsFile implements NamedTopicStore {
  readonly #folder: string;
  readonly #path: string;
  readonly #turns = new Turns();
  #known: { stamp: string; document: NamedTopicDocument } | undefined;
  #lock: FolderLock | undefined;

  constructor(home: string) {
    this.#folder = join(home, 'topics');
    this.#path = join(this.#folder, FILE);
  }

  async read(): Promise<NamedTopicDocument> {
    const stamp = await stampAt(this.#path);
    if (stamp === undefined) return NONE;
    if (this.#known?.stamp === stamp) return this.#known.document;
    const document = await this.#load();
    // What was replaced while it was read is read again the next time.
    this.#known = { stamp, document };
    return document;
  }

  async update(change: (before: NamedTopicDocument) => NamedTopicDocument): Promise<NamedTopicDocument> {
    return this.#turns.take(async () => {
      await makePrivateFolder(this.#folder);
      // Of its own: an update of topics holds the other one for a minute.
      this.#lock ??= await FolderLock.open(this.#folder, PATIENCE, 'named-');
      return await this.#lock.hold(async () => {
        const before = await this.read();
        const next = change(before);
        if (next !== before) await replaceFile(this.#path, `${JSON.stringify(namedTopicsSchema.parse(next), null, 2)}\n`);
        return next;
      });
    });
  }

  async close(): Promise<void> {
    await this.#turns.end();
    this.#lock?.close();
    this.#lock = undefined;
  }

  async #load(): Promise<NamedTopicDocument> {
    const text = await this.#text();
    if (text === undefined) return NONE;
    const checked = checkedJson(text.replace(/^\uFEFF/, ''), namedTopicsSchema);
    if (checked.problem === undefined) return checked.data;
    throw new PaperkinError('TOPICS_UNREADABLE', `${this.#path}, line ${checked.line}: ${checked.problem}`, {
      remedy: 'Mend that line with a text editor, or put a backup in the place of the file.',
    });
  }

  async #text(): Promise<string | undefined> {
    try {
      return await readFile(this.#path, 'utf8');
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return undefined;
      throw unusableFile(this.#path, 'read', cause);
    }
  }
}

const NONE: NamedTopicDocument = { format: 1, nextId: 1, topics: [] };
