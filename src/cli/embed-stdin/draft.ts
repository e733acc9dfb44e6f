import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sink } from './sink.js';

/** A file in the making, which nobody takes for a whole one. */
export interface FileDraft {
  readonly file: FileHandle;
  /** It is complete: brings it where it belongs. */
  publish(): Promise<void>;
  /** Lets go of it, and removes it where it was not published. */
  close(): Promise<void>;
}

/** A draft beside its target, so that it takes the target's place in one step. */
export async function draftBeside(target: string): Promise<FileDraft> {
  const path = `${target}.${randomUUID().slice(0, 8)}.part`;
  const file = await open(path, 'wx');
  return {
    file,
    async publish() {
      // On disk before it has its name: a crash must not leave the name with half the rows.
      await file.sync();
      await file.close();
      await rename(path, target);
    },
    async close() {
      await file.close();
      await rm(path, { force: true });
    },
  };
}

/** A draft in the system's temporary folder, for what cannot be written backwards, such as a pipe. */
export async function draftFor(sink: Sink): Promise<FileDraft> {
  const folder = await mkdtemp(join(tmpdir(), 'paperkin-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const file = await open(join(folder, 'draft'), 'wx+');
  // The open file needs no name, and without one it is gone however the process ends. Windows keeps it until it is closed.
  await remove().catch(() => undefined);
  return {
    file,
    async publish() {
      for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) await sink.write(chunk);
    },
    async close() {
      await file.close();
      await remove();
      await sink.close();
    },
  };
}
