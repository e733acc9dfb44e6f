import type { BigIntStats } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PaperkinError } from '../../errors.js';
import { type FileMemory, JsonFile } from '../../files/json-file.js';
import { PRIVATE_FILE, setMode } from '../../files/private-files.js';
import { syncFolder } from '../../files/replace-file.js';
import { openProfile } from '../../profile/open-profile.js';
import { foldName, MAX_EVENTS, type Profile } from '../../profile/profile.js';
import { MAX_PROFILE_BYTES } from '../../profile/read-profile.js';
import { profileText } from '../../profile/write-profile.js';
import type { ProfileSummary } from '../profile-store.js';
import { FileCache } from './file-cache.js';
import { fileOf } from './profile-names.js';
import { scanSummary, summarizeProfile } from './profile-summary.js';

/** Always the same, since only the holder of the lock writes: a draft that a kill has left is written over. */
export const DRAFT = '.draft';
/** Events of profiles that are kept in memory; one takes some 300 bytes. */
const CACHED_EVENTS = 200_000;
const CACHED_SUMMARIES = 20_000;

/** What the files of profiles said, and the summaries of more of them. */
export class ProfileMemory implements FileMemory<Profile> {
  readonly summaries = new FileCache<ProfileSummary>(CACHED_SUMMARIES, () => 1);
  readonly #profiles = new FileCache<Profile>(CACHED_EVENTS, ({ events }) => events.length + 1);

  get(path: string, stats: BigIntStats): Profile | undefined {
    return this.#profiles.get(path, stats);
  }

  set(path: string, stats: BigIntStats, profile: Profile): void {
    Object.freeze(profile.events);
    this.#profiles.set(path, stats, Object.freeze(profile));
    this.summaries.set(path, stats, summarizeProfile(profile));
  }

  delete(path: string): void {
    this.#profiles.delete(path);
    this.summaries.delete(path);
  }
}

/** The file of one profile, there or not. */
export class ProfileFile extends JsonFile<Profile> {
  readonly #name: string;
  readonly #memory: ProfileMemory;

  constructor(folder: string, name: string, memory: ProfileMemory) {
    super(join(folder, fileOf(name)), { maxBytes: MAX_PROFILE_BYTES, memory, draft: DRAFT });
    this.#name = name;
    this.#memory = memory;
  }

  async exists(): Promise<boolean> {
    return (await this.stats()) !== undefined;
  }

  /** @returns undefined where there is no file. */
  async summary(): Promise<ProfileSummary | undefined> {
    const stats = await this.stats();
    if (stats === undefined) return undefined;
    const { summaries } = this.#memory;
    const known = summaries.get(this.path, stats);
    if (known) return known;
    try {
      const found = await this.bytes();
      if (found === undefined) return undefined;
      const glanced = scanSummary(found.bytes.toString('utf8'));
      const sound = glanced !== undefined && foldName(glanced.name) === foldName(this.#name);
      const summary = sound ? glanced : summarizeProfile(await this.parse(found.bytes));
      summaries.set(this.path, found.stats, summary);
      return summary;
    } catch (error) {
      // One file that is damaged must not hide the others.
      if (!(error instanceof PaperkinError)) throw error;
      const created = new Date(Number(stats.birthtimeMs)).toISOString();
      return { name: this.#name, events: 0, created, updated: new Date(Number(stats.mtimeMs)).toISOString(), problem: error.message };
    }
  }

  /** Keeps what the file says now. Torn by a kill it does no harm: then the file is still the same. */
  async backUp(): Promise<void> {
    await copyFile(this.path, `${this.path}.bak`);
    // A copy has the mode of the original, which an editor may have made for everybody.
    await setMode(`${this.path}.bak`, PRIVATE_FILE);
  }

  async remove(): Promise<void> {
    this.#memory.delete(this.path);
    // The profile last: until it has gone, one can remove again.
    for (const ending of [DRAFT, '.bak', '']) await rm(`${this.path}${ending}`, { force: true });
    await syncFolder(dirname(this.path));
  }

  protected parse(bytes: Buffer): Promise<Profile> {
    return openProfile(bytes, { file: this.#shown(), name: this.#name });
  }

  protected format(profile: Profile): Promise<string> {
    return profileText(profile);
  }

  protected override check(profile: Profile): Profile {
    const { length } = profile.events;
    if (length > MAX_EVENTS) throw this.tooLarge(`${length} events; ${MAX_EVENTS} is the most`);
    return profile;
  }

  protected override tooLarge(size: string): PaperkinError {
    return new PaperkinError('INVALID_INPUT', `The profile "${this.#name}" would have ${size}.`, {
      remedy: 'Take out events that matter no longer (the oldest "seen", say) with a text editor, or begin another profile.',
    });
  }

  protected unreadable(problem: string, cause?: unknown): PaperkinError {
    return new PaperkinError('PROFILE_UNREADABLE', `${this.#shown()} ${problem}.`, {
      remedy: 'Check what the file is, and its permissions.',
      cause,
    });
  }

  #shown(): string {
    return `profiles/${basename(this.path)}`;
  }
}
