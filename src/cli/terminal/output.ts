import { EXIT, PaperkinError, refusedBySystem } from '../../errors.js';
import { authorLine } from '../../paper/author-line.js';
import { urlOf } from '../../paper/id.js';
import type { Paper } from '../../paper/paper.js';
import type { ScoredPaper } from '../../search/answer.js';
import { columns, plain, styled, truncateToWidth, wrap } from './terminal.js';

/** Standard output carries the answer and nothing else; all that is said about it goes to standard error. */
export function writeJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

export function writeLine(line = ''): void {
  process.stdout.write(`${line}\n`);
}

export function writeNote(line: string): void {
  process.stderr.write(`${line}\n`);
}

export function writeError(error: PaperkinError, json: boolean): void {
  if (json) {
    writeNote(JSON.stringify({ error }));
    return;
  }
  const { code, message, value, remedy } = error.toJSON();
  writeNote(`${styled('red', `error ${code}`, process.stderr)}: ${plain(message)}`);
  if (value !== undefined && !message.includes(value)) writeNote(`  value:  ${plain(value)}`);
  writeNote(`  remedy: ${plain(remedy)}`);
}

/** Results as people read them: rank, score and title; who, when and which below. */
export function writeResults(results: readonly ScoredPaper[]): void {
  results.forEach(({ paper, score, duplicates = [] }, i) => {
    const rank = String(i + 1).padStart(String(results.length).length);
    writeEntry(`${rank}  ${score.toFixed(3)}  `, paper, duplicates);
  });
}

export function writePapers(papers: readonly Paper[]): void {
  for (const paper of papers) writeEntry('', paper);
}

/** One paper in full. */
export function writePaper(paper: Paper): void {
  const width = columns();
  writeLine(styled('bold', wrap(paper.title, width)));
  writeLine(wrap(authorLine(paper, 20), width));
  const facts = [paper.published, paper.venue, paper.categories.join(' '), paper.keywords.join(', ')].filter(Boolean);
  if (facts.length > 0) writeLine(styled('dim', wrap(facts.join(' · '), width)));
  writeLine();
  writeLine(paper.abstract === '' ? styled('dim', '(no abstract)') : wrap(paper.abstract, width));
  writeLine();
  writeLine(styled('cyan', plain(paper.ids.join('  '))));
  for (const link of new Set([urlOf(paper.id), paper.url, paper.code])) if (link !== undefined) writeLine(plain(link));
}

/**
 * Where the reader of a stream has gone (`| head -1`), what is left to say is dropped and the work
 * is done to its end: an import of several files must not stop after the first one's summary.
 * Any other failure of standard output (a full disk) ends the process with the one shape of error.
 */
export function watchStreams(json: boolean): void {
  // Instead of Node's own way, which names the process and its number.
  process.removeAllListeners('warning').on('warning', ({ name, message }) => {
    if (name === 'PaperkinWarning') writeNote(`warning: ${plain(message)}`);
    else if (process.env['NODE_NO_WARNINGS'] !== '1') writeNote(`${name}: ${plain(message)}`);
  });
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    // A terminal that has closed (SIGHUP) gives EIO.
    if (cause.code === 'EPIPE' || (cause.code === 'EIO' && process.stdout.isTTY)) return;
    const remedy = 'Check where the output goes, and the space there.';
    const code = refusedBySystem(cause)?.code ?? 'FILE_UNREADABLE';
    writeError(new PaperkinError(code, `Standard output cannot be written: ${cause.message}.`, { cause, remedy }), json);
    process.exit(EXIT.failure);
  });
  // There is nobody left to tell of it.
  process.stderr.on('error', () => undefined);
}

/** One paper in two lines: what stands before it and its title; id, who and when below. */
export function writeEntry(prefix: string, paper: Paper, duplicates: readonly string[] = []): void {
  const width = columns();
  const indent = ' '.repeat(prefix.length);
  writeLine(styled('dim', prefix) + styled('bold', truncateToWidth(paper.title, width - prefix.length)));
  const also = duplicates.length === 0 ? '' : `also ${duplicates.join(' ')}`;
  const below = [also, authorLine(paper, 3), paper.published].filter(Boolean).join(' · ');
  // An id is never cut: people copy it. What stands behind it gets the room that is left.
  const room = width - prefix.length - paper.id.length - 2;
  const behind = below === '' || room < 1 ? '' : `  ${styled('dim', truncateToWidth(below, room))}`;
  writeLine(`${indent}${styled('cyan', plain(paper.id))}${behind}`);
}
