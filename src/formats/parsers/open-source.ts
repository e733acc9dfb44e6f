import { type FileHandle, open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { asPaperkinError, codeOf, PaperkinError, refusedBySystem, throwIfAborted } from '../../errors.js';
import { decompressed } from './decompress.js';

export interface SourceBytes {
  /** The content, decompressed. Read it once. */
  bytes: AsyncIterable<Uint8Array>;
  /** Name for people: the file, or "standard input". */
  name: string;
  /** One state of one file: absolute path, size and date of change. Undefined for what cannot be read twice. */
  identity: string | undefined;
  /** Bytes of the raw source read so far, and all of them where that is known. */
  progress(): { bytes: number; totalBytes: number | undefined };
}

export interface OpenOptions {
  signal?: AbortSignal | undefined;
  /** What `-` stands for. Default: the standard input of the process. */
  stdin?: Readable | undefined;
}

/**
 * Opens a file, or standard input for `-`; gzip and zstd are recognised by their first bytes.
 * @throws FILE_UNREADABLE, INTERRUPTED; reading also throws COMPRESSION_UNSUPPORTED
 */
export async function openSource(path: string, options: OpenOptions = {}): Promise<SourceBytes> {
  throwIfAborted(options.signal);
  const raw = path === '-' ? standardInput(options.stdin ?? process.stdin) : await file(path);
  if (options.signal) addAbortSignal(options.signal, raw.stream);
  let read = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of raw.stream) {
      const bytes: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      read += bytes.length;
      yield bytes;
    }
  }
  return {
    bytes: explained(decompressed(counted()), raw.name, path),
    name: raw.name,
    identity: raw.identity,
    progress: () => ({ bytes: read, totalBytes: raw.size }),
  };
}

interface RawSource {
  stream: Readable;
  name: string;
  identity: string | undefined;
  size: number | undefined;
}

function standardInput(stream: Readable): RawSource {
  return { stream, name: 'standard input', identity: undefined, size: undefined };
}

async function file(path: string): Promise<RawSource> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const stats = await handle.stat();
    if (stats.isDirectory()) throw new PaperkinError('FILE_UNREADABLE', `"${path}" is a folder.`, { value: path, remedy: 'Name a file.' });
    // A pipe or device has no size worth the name, and what was read of it is gone.
    const known = stats.isFile();
    return {
      stream: handle.createReadStream(),
      name: basename(path),
      identity: known ? `${resolve(path)}|${stats.size}|${stats.mtimeMs}` : undefined,
      size: known ? stats.size : undefined,
    };
  } catch (cause) {
    await handle?.close();
    throw unreadable(cause, path);
  }
}

/** Reads on, turning what the system or a decompressor throws into our own errors. */
async function* explained(bytes: AsyncIterable<Uint8Array>, name: string, path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (cause) {
    const damaged = /^(Z_|ERR_ZSTD|ZSTD_)/.test(codeOf(cause));
    if (!damaged) throw unreadable(cause, path);
    throw new PaperkinError('FILE_UNREADABLE', `${name} is damaged or cut off: it cannot be decompressed any further.`, {
      value: path,
      remedy: 'Get the file again. What was taken in before stays.',
      cause,
    });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
};

function unreadable(cause: unknown, path: string): PaperkinError {
  const code = codeOf(cause);
  if (cause instanceof PaperkinError || !/^E[A-Z0-9]+$/.test(code)) return asPaperkinError(cause);
  const message = `"${path}" ${REASONS[code] ?? `cannot be read (${code})`}.`;
  return refusedBySystem(cause, path) ?? new PaperkinError('FILE_UNREADABLE', message, { value: path, cause });
}
