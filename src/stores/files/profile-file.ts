import { Buffer } from 'node:buffer';
import type { BigIntStats } from 'node:fs';
import { copyFile, open, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Adapter } from 'lowdb';
import { codeOf, PaperkinError, refusedBySystem } from '../../errors.js';
import { PRIVATE_FILE, setMode } from '../../files/private-files.js';
import { replaceFile, syncFolder } from '../../files/replace-file.js';
import { openProfile } from '../../profile/open-profile.js';
import { foldName, MAX_EVENTS, type Profile } from '../../profile/profile.js';
import { MAX_PROFILE_BYTES } from '../../profile/read-profile.js';
import { profileText } from '../../profile/write-profile.js';
import type { ProfileSummary } from '../profile-store.js';
import type { FileCache } from './file-cache.js';
import { fileOf } from './profile-names.js';
import { glance, summaryOf } from './profile-summary.js';

/** Always the same, since only the holder of the lock writes: a draft that a kill has left is written over. */
export const DRAFT = '.draft';

/** Of files that have not changed since. */
export interface Caches {
  profiles: FileCache<Profile>;
  summaries: FileCache<ProfileSummary>;
}

/** The file of one profile, there or not: lowdb's end of it. */
export class ProfileFile implements Adapter<Profile> {
  readonly #path: string;
  readonly #name: string;
  readonly #caches: Caches;

  constructor(folder: string, name: string, caches: Caches) {
    this.#path = join(folder, fileOf(name));
    this.#name = name;
    this.#caches = caches;
  }

  async exists(): Promise<boolean> {
    return (await statOf(this.#path)) !== undefined;
  }

  /** @returns null where there is no file. @throws PROFILE_UNREADABLE */
  async read(): Promise<Profile | null> {
    const stats = await statOf(this.#path);
    if (stats === undefined) return null;
    const known = this.#caches.profiles.get(this.#path, stats);
    if (known) return known;
    const found = await this.#bytes();
    if (found === undefined) return null;
    const profile = await this.#parse(found.bytes);
    this.#remember(found.stats, profile);
    return profile;
  }

  /** @returns undefined where there is no file. */
  async summary(): Promise<ProfileSummary | undefined> {
    const stats = await statOf(this.#path);
    if (stats === undefined) return undefined;
    const known = this.#caches.summaries.get(this.#path, stats);
    if (known) return known;
    try {
      const found = await this.#bytes();
      if (found === undefined) return undefined;
      const glanced = glance(found.bytes.toString('utf8'));
      const sound = glanced !== undefined && foldName(glanced.name) === foldName(this.#name);
      const summary = sound ? glanced : summaryOf(await this.#parse(found.bytes));
      this.#caches.summaries.set(this.#path, found.stats, summary);
      return summary;
    } catch (error) {
      // One file that is damaged must not hide the others.
      if (!(error instanceof PaperkinError)) throw error;
      const created = new Date(Number(stats.birthtimeMs)).toISOString();
      return { name: this.#name, events: 0, created, updated: new Date(Number(stats.mtimeMs)).toISOString(), problem: error.message };
    }
  }

  /** @throws INVALID_INPUT when it is larger than what can be read again. */
  async write(profile: Profile): Promise<void> {
    if (profile.events.length > MAX_EVENTS) throw tooLarge(profile, `${profile.events.length} events; ${MAX_EVENTS} is the most`);
    const text = await profileText(profile);
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_PROFILE_BYTES) throw tooLarge(profile, `${bytes} bytes; ${MAX_PROFILE_BYTES} is the most`);
    this.#remember(await replaceFile(this.#path, text, `${this.#path}${DRAFT}`), profile);
  }

  /** Keeps what the file says now. Torn by a kill it does no harm: then the file is still the same. */
  async backUp(): Promise<void> {
    await copyFile(this.#path, `${this.#path}.bak`);
    // A copy has the mode of the original, which an editor may have made for everybody.
    await setMode(`${this.#path}.bak`, PRIVATE_FILE);
  }

  async remove(): Promise<void> {
    this.#caches.profiles.delete(this.#path);
    this.#caches.summaries.delete(this.#path);
    // The profile last: until it has gone, one can remove again.
    for (const ending of [DRAFT, '.bak', '']) await rm(`${this.#path}${ending}`, { force: true });
    await syncFolder(dirname(this.#path));
  }

  #remember(stats: BigIntStats, profile: Profile): void {
    this.#caches.profiles.set(this.#path, stats, Object.freeze(profile));
    this.#caches.summaries.set(this.#path, stats, summaryOf(profile));
    Object.freeze(profile.events);
  }

  #parse(bytes: Uint8Array): Promise<Profile> {
    return openProfile(bytes, { file: this.#shown(), name: this.#name });
  }

  /** Bytes and state of one and the same file, whatever is renamed into its place meanwhile. */
  async #bytes(): Promise<{ bytes: Buffer; stats: BigIntStats } | undefined> {
    try {
      const handle = await open(this.#path);
      try {
        const stats = await handle.stat({ bigint: true });
        if (stats.size > MAX_PROFILE_BYTES) throw this.#unreadable(`has more than ${MAX_PROFILE_BYTES / 2 ** 20} MB`);
        return { bytes: await handle.readFile(), stats };
      } finally {
        await handle.close();
      }
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return undefined;
      if (cause instanceof PaperkinError) throw cause;
      throw refusedBySystem(cause, this.#path) ?? this.#unreadable(`cannot be read (${codeOf(cause)})`, cause);
    }
  }

  #unreadable(message: string, cause?: unknown): PaperkinError {
    return new PaperkinError('PROFILE_UNREADABLE', `${this.#shown()} ${message}.`, {
      remedy: 'Check what the file is, and its permissions.',
      cause,
    });
  }

  #shown(): string {
    return `profiles/${basename(this.#path)}`;
  }
}

async function statOf(path: string): Promise<BigIntStats | undefined> {
  return await stat(path, { bigint: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}

function tooLarge({ name }: Profile, size: string): PaperkinError {
  return new PaperkinError('INVALID_INPUT', `The profile "${name}" would have ${size}.`, {
    remedy: 'Take out events that matter no longer (the oldest "seen", say) with a text editor, or begin another profile.',
  });
}
