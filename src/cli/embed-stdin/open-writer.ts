import { realpath, stat } from 'node:fs/promises';
import { asPaperkinError, codeOf, PaperkinError, refusedBySystem } from '../../errors.js';
import { draftBeside, draftFor } from './draft.js';
import { JsonlWriter } from './jsonl-writer.js';
import { NpyWriter } from './npy-writer.js';
import { fileSink, standardOutput } from './sink.js';
import type { VectorFormat, VectorWriter } from './vector-writer.js';

interface Destination {
  format: VectorFormat;
  /** A path; by default standard output. */
  out?: string | undefined;
  dimensions: number;
  signal: AbortSignal;
}

/** @throws FILE_UNREADABLE, also from its methods, where a file cannot be written. */
export async function openVectorWriter(destination: Destination): Promise<VectorWriter> {
  const { out } = destination;
  const writer = await naming(out, () => writerTo(destination));
  return {
    write: (rows) => naming(out, () => writer.write(rows)),
    finish: () => naming(out, () => writer.finish()),
    close: () => naming(out, () => writer.close()),
  };
}

async function writerTo({ format, out, dimensions, signal }: Destination): Promise<VectorWriter> {
  const old = out === undefined ? undefined : await stat(out).catch(() => undefined);
  const replaceable = out !== undefined && (old === undefined || old.isFile());
  // Through a link, whose place must not be taken.
  if (format === 'npy' && replaceable) return NpyWriter.begin(await draftBeside(old ? await realpath(out) : out), dimensions);
  const sink = out === undefined ? standardOutput(signal) : await fileSink(out);
  return format === 'npy' ? NpyWriter.begin(await draftFor(sink), dimensions) : new JsonlWriter(sink);
}

/** Says which file it was that failed. */
async function naming<T>(path: string | undefined, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    if (codeOf(cause) === '' || cause instanceof PaperkinError || asPaperkinError(cause).code === 'INTERRUPTED') throw cause;
    const refused = refusedBySystem(cause, path);
    if (refused) throw refused;
    throw new PaperkinError(
      'FILE_UNREADABLE',
      `${path ?? 'The output'} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        value: path,
        cause,
        remedy: 'Check the path, its permissions and the space on the disk, or name another file with --out.',
      },
    );
  }
}
