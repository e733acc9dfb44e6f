import { fstat, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Embedder } from '../../embedding/embedder.js';
import { embedStream } from '../../embedding/stream.js';
import { asPaperkinError, EXIT, PaperkinError, throwIfAborted } from '../../errors.js';
import { type GlobalOptions, interruptible } from '../terminal/context.js';
import { writeNote } from '../terminal/output.js';
import { duration, ProgressLine } from '../terminal/progress.js';
import { openVectorWriter } from './open-writer.js';
import { type Input, TextRecords } from './records.js';
import type { VectorFormat } from './vector-writer.js';

export interface StreamFlags {
  input?: Input;
  format?: VectorFormat;
  out?: string;
  query?: boolean;
}

const INPUT_NAMES: Record<Input, string> = { text: 'text lines', jsonl: 'JSON Lines' };

/**
 * Texts from standard input, one row of numbers for each, in order, with flat memory. It takes the
 * embedder alone: no store is opened, and no folder made.
 * @throws INVALID_INPUT, after the rows before the wrong line; FILE_UNREADABLE; what the embedder throws.
 */
export async function embedStandardInput(flags: StreamFlags & GlobalOptions): Promise<void> {
  await requireWritable(flags);
  const { home, model, dimensions, quiet = false } = flags;
  const note = quiet ? () => undefined : writeNote;
  const { openEmbedder } = await import('../../open.js');
  const embedder = await openEmbedder({ home, model, dimensions });
  const interrupted = interruptible();
  const unread = flags.out === undefined ? outputClosed() : undefined;
  // On one terminal with the rows, the line would be written into them.
  const progress = new ProgressLine(quiet || (flags.out === undefined && process.stdout.isTTY));
  try {
    if (process.stdin.isTTY) note('Reading lines from the terminal; Ctrl-D ends them.');
    await embedRows(embedder, { ...flags, signal: unread ? AbortSignal.any([interrupted, unread]) : interrupted, progress, note });
  } catch (thrown) {
    // Nobody reads on (`| head -1`): what more there is, nobody asked for.
    if (unread?.aborted) return;
    if (!interrupted.aborted || asPaperkinError(thrown).code !== 'INTERRUPTED') throw thrown;
    progress.end();
    writeNote(flags.format === 'npy' ? 'Interrupted. No .npy was written.' : 'Interrupted. The rows that were written are whole.');
    process.exitCode = EXIT.interrupted;
  } finally {
    progress.end();
    await embedder.close();
  }
}

interface RowsJob extends StreamFlags {
  signal: AbortSignal;
  progress: ProgressLine;
  note: (line: string) => void;
}

async function embedRows(embedder: Embedder, { input, format = 'jsonl', out, query, signal, progress, note }: RowsJob): Promise<void> {
  const { name, dimensions } = embedder.model;
  const begun = performance.now();
  const records = new TextRecords(process.stdin, input);
  // An input that says nothing and does not end must not hold up Ctrl-C.
  signal.addEventListener('abort', () => process.stdin.destroy(), { once: true });
  const writer = await openVectorWriter({ format, out, dimensions, signal });
  let rows = 0;
  let ids = false;
  try {
    for await (const embedded of embedStream(embedder, records, ({ text }) => text, { role: query ? 'query' : 'passage', signal })) {
      await writer.write(embedded);
      rows += embedded.items.length;
      ids ||= embedded.items.some(({ id }) => id !== undefined);
      progress.show({ phase: 'embedding', done: rows });
    }
    if (records.problem !== undefined) {
      throwIfAborted(signal);
      throw records.problem;
    }
    await writer.finish();
  } finally {
    await writer.close();
  }
  progress.end();
  const seconds = (performance.now() - begun) / 1_000;
  const of = records.input === undefined ? '' : ` of ${INPUT_NAMES[records.input]}`;
  const speed = `${duration(seconds)}, ${Math.round(rows / seconds).toLocaleString('en')} a second`;
  note(`${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}${of} in ${speed}; ${name}, ${dimensions} dimensions`);
  if (records.doubtful) note('The first line looks like JSON, and is not on one line or not valid: the lines were taken as plain text.');
  if (format === 'npy' && ids) note('The ids are not in the .npy; its rows are in the order of the input.');
}

/** @throws INVALID_INPUT where the output would spoil a terminal or the input. */
async function requireWritable({ format, out }: StreamFlags): Promise<void> {
  if (out === undefined) {
    if (format !== 'npy' || !process.stdout.isTTY) return;
    throw new PaperkinError('INVALID_INPUT', 'An .npy is binary, and would spoil the terminal.', {
      remedy: 'Name a file with --out, or send standard output to one.',
    });
  }
  const [source, target] = await Promise.all([promisify(fstat)(0).catch(() => undefined), stat(out).catch(() => undefined)]);
  if (!isSameFile(source, target)) return;
  throw new PaperkinError('INVALID_INPUT', `--out '${out}' would overwrite the input.`, { value: out, remedy: 'Name another file.' });
}

function isSameFile(a: Stats | undefined, b: Stats | undefined): boolean {
  return a !== undefined && b !== undefined && a.isFile() && a.dev === b.dev && a.ino === b.ino;
}

/** A signal that says that nobody reads standard output any more. */
function outputClosed(): AbortSignal {
  const controller = new AbortController();
  process.stdout.once('error', () => controller.abort());
  return controller.signal;
}
