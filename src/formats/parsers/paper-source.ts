import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Format, PaperSource } from '../format-reader.js';
import { detectFormat, PEEK_BYTES } from './detect.js';
import { type ReaderOptions, readerFor } from './format-readers.js';
import { removeOldRejects } from './old-rejects.js';
import { type OpenOptions, openSource, type SourceBytes } from './open-source.js';
import { peek } from './peek.js';
import { paperOfRecord } from './record.js';

export interface PaperSourceOptions extends OpenOptions, ReaderOptions {
  /** What the source is. Default: what its content tells. */
  format?: Format | undefined;
  /** Where to write what cannot be taken. Default: a file in `rejectsFolder`, named after the source. */
  rejects?: string | undefined;
  rejectsFolder: string;
}

/**
 * Opens a file, or standard input for `-`, as records and what makes papers of them.
 * @throws FILE_UNREADABLE, FORMAT_UNKNOWN, COMPRESSION_UNSUPPORTED, INTERRUPTED
 */
export async function openPaperSource(path: string, options: PaperSourceOptions): Promise<PaperSource> {
  const source = await openSource(path, options);
  if (options.rejects === undefined) await removeOldRejects(options.rejectsFolder);
  const { format, bytes } = options.format === undefined ? await detected(source) : { format: options.format, bytes: source.bytes };
  return {
    items: readerFor(format, options).read(bytes),
    toPaper: paperOfRecord,
    format,
    name: source.name,
    identity: source.identity,
    progress: source.progress,
    rejectsPath: options.rejects ?? join(options.rejectsFolder, rejectsName(source)),
    rejectsArePrivate: options.rejects === undefined,
  };
}

/** Asked only where nobody says what it is: a pipe that brings a line now and then is read as it comes. */
async function detected(source: SourceBytes): Promise<{ format: Format; bytes: AsyncIterable<Uint8Array> }> {
  const { head, bytes } = await peek(source.bytes, PEEK_BYTES);
  try {
    return { format: detectFormat(new TextDecoder().decode(head)), bytes };
  } catch (thrown) {
    await bytes.return();
    throw thrown;
  }
}

/** One file of rejects for each state of each source, so that a resumed import finds its own. */
function rejectsName({ name, identity }: SourceBytes): string {
  const digest = createHash('sha256')
    .update(identity ?? name)
    .digest('hex')
    .slice(0, 8);
  return `${name.replace(/[^\w.-]+/g, '-')}-${digest}.jsonl`;
}
