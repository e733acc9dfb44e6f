import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Low } from 'lowdb';
import { z } from 'zod';
import { codeOf, PaperkinError, systemError } from '../../errors.js';
import { makePrivateFolder } from '../../files/private-files.js';
import { type Action, actionSchema, eventSchema } from '../../profile/event.js';
import { mergeProfiles, sortEvents } from '../../profile/merge.js';
import { emptyProfile, eventsAfter, foldName, MAX_EVENTS, type Profile, profileSchema } from '../../profile/profile.js';
import { profileText } from '../../profile/write-profile.js';
import { inPortions } from '../../threads/turns.js';
import type { ProfilePage, ProfileStore } from '../profile-store.js';
import { FolderLock } from './lock.js';
import { DRAFT, ProfileFile, ProfileMemory } from './profile-file.js';
import { nameOfFile, notFound, requireName } from './profile-names.js';
import { Turns } from './turns.js';

/** How long another process is waited for, in milliseconds. */
const PATIENCE = 5_000;
/** Files that are read at a time: as many as Node has threads for them, and as many in waiting. */
const READ_AT_ONCE = 8;

/** Profiles as files that people can read: `profiles/<name>.json` in the folder of the user's data. */
export class ProfileFiles implements ProfileStore {
  readonly #folder: string;
  readonly #patience: number;
  readonly #turns = new Turns();
  readonly #memory = new ProfileMemory();
  #lock: FolderLock | undefined;
  #swept = false;
  #closed = false;

  private constructor(folder: string, patience: number) {
    this.#folder = folder;
    this.#patience = patience;
  }

  /**
   * Opens the profiles of a folder, creating it where it does not exist. Where it cannot be made there are none to read.
   * @param patience how long another process is waited for that writes, in milliseconds
   */
  static async open(home: string, { patience = PATIENCE }: { patience?: number } = {}): Promise<ProfileFiles> {
    const folder = join(home, 'profiles');
    try {
      await makePrivateFolder(folder);
    } catch (cause) {
      if (systemError(cause) === undefined) throw cause;
    }
    return new ProfileFiles(folder, patience);
  }

  async create(name: string): Promise<Profile> {
    const kept = requireName(name);
    return await this.#write(async () => {
      const file = this.#file(kept);
      // Not read: a file that is damaged is there, too.
      if (await file.exists()) throw new PaperkinError('PROFILE_EXISTS', `There is a profile "${kept}" already.`, { value: name });
      const profile = emptyProfile(kept, new Date());
      await file.write(profile);
      return profile;
    });
  }

  async read(name: string): Promise<Profile> {
    return (await this.#file(requireName(name)).read()) ?? (await this.#notFound(name));
  }

  async append(name: string, actions: readonly Action[]): Promise<Profile> {
    const kept = requireName(name);
    const checked = parse(z.array(actionSchema), actions);
    return await this.#write(async () => {
      const { database, found } = await this.#database(emptyProfile(kept, new Date()));
      if (!found) return await this.#notFound(name);
      if (checked.length === 0) return database.data;
      const { events } = database.data;
      database.data = { ...database.data, events: sortEvents([...events, ...eventsAfter(events, checked, new Date(), randomUUID)]) };
      await database.write();
      return database.data;
    });
  }

  async list({ limit, after }: { limit: number; after?: string | undefined }): Promise<ProfilePage> {
    const last = after === undefined ? '' : foldName(after);
    const names = (await this.#names()).filter((name) => name > last);
    const page = names.slice(0, limit);
    const profiles: ProfilePage['profiles'] = [];
    for (let i = 0; i < page.length; i += READ_AT_ONCE) {
      const summaries = await Promise.all(page.slice(i, i + READ_AT_ONCE).map((name) => this.#file(name).summary()));
      // What has been removed meanwhile is not there.
      for (const summary of summaries) if (summary) profiles.push(summary);
    }
    return { profiles, next: names.length > limit ? page.at(-1) : undefined };
  }

  async remove(name: string): Promise<void> {
    const file = this.#file(requireName(name));
    await this.#write(async () => {
      if (!(await file.exists())) await this.#notFound(name);
      await file.remove();
    });
  }

  async merge(other: Profile): Promise<{ profile: Profile; added: number }> {
    const frame = parse(profileSchema, { ...other, events: [] });
    if (other.events.length > MAX_EVENTS) throw new PaperkinError('INVALID_INPUT', `events: there are more than ${MAX_EVENTS}`);
    const checked = { ...frame, events: await inPortions(other.events, (event) => parse(eventSchema, event)) };
    return await this.#write(async () => {
      const { database, found } = await this.#database({ ...checked, events: [] });
      const before = database.data;
      const merged = await mergeProfiles(before, checked);
      database.data = merged;
      const added = database.data.events.length - before.events.length;
      if (found && (await profileText(before)) === (await profileText(database.data))) return { profile: before, added };
      if (found) await this.#file(checked.name).backUp();
      await database.write();
      return { profile: database.data, added };
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#turns.end();
    this.#lock?.close();
    this.#lock = undefined;
  }

  #file(name: string): ProfileFile {
    return new ProfileFile(this.#folder, name, this.#memory);
  }

  /** A profile to be changed and written: the one that is `found` under the name, else `missing` itself. */
  async #database(missing: Profile): Promise<{ database: Low<Profile>; found: boolean }> {
    const database = await this.#file(missing.name).open(missing);
    return { database, found: database.data !== missing };
  }

  /** One turn as the only writer of the folder, in all processes. */
  async #write<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new PaperkinError('INTERRUPTED', 'The profiles have been closed.');
    return await this.#turns.take(async () => {
      await makePrivateFolder(this.#folder);
      this.#lock ??= await FolderLock.open(this.#folder, this.#patience);
      return await this.#lock.hold(async () => {
        if (!this.#swept) await this.#sweep();
        return await work();
      });
    });
  }

  /** Drafts are left by processes that were killed: nobody else is writing now. */
  async #sweep(): Promise<void> {
    for (const file of await readdir(this.#folder)) if (file.endsWith(DRAFT)) await rm(join(this.#folder, file), { force: true });
    this.#swept = true;
  }

  async #names(): Promise<string[]> {
    const files = await readdir(this.#folder).catch((cause: unknown) => {
      if (codeOf(cause) === 'ENOENT') return [];
      throw cause;
    });
    const names = files.map(nameOfFile).filter((name) => name !== undefined);
    return [...new Set(names)].sort();
  }

  async #notFound(name: string): Promise<never> {
    throw notFound(name, await this.#names());
  }
}

/** @throws INVALID_INPUT, INVALID_ID: what is written has to be readable again. */
function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const code = issue?.code === 'custom' && issue.params?.['code'] === 'INVALID_ID' ? 'INVALID_ID' : 'INVALID_INPUT';
  throw new PaperkinError(code, `${issue?.path.join('.')}: ${issue?.message}`);
}
