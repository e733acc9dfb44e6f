import type { PaperkinError } from '../errors.js';
import { authorLine } from '../paper/author-line.js';
import { urlOf } from '../paper/id.js';
import type { Paper } from '../paper/paper.js';
import type { ScoredPaper } from '../search/answer.js';
import { columns, fit, plain, styled, wrap } from './terminal.js';

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
  results.forEach(({ paper, score }, i) => {
    const rank = String(i + 1).padStart(String(results.length).length);
    writeEntry(`${rank}  ${score.toFixed(3)}  `, paper);
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
  writeLine(styled('cyan', paper.ids.join('  ')));
  for (const link of new Set([urlOf(paper.id), paper.url, paper.code])) if (link !== undefined) writeLine(plain(link));
}

/** Ends quietly when the reader of standard output has gone (`| head -1`), as other tools do. */
export function quietOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

function writeEntry(prefix: string, paper: Paper): void {
  const width = columns();
  const indent = ' '.repeat(prefix.length);
  writeLine(styled('dim', prefix) + styled('bold', fit(paper.title, width - prefix.length)));
  const below = [authorLine(paper, 3), paper.published].filter(Boolean).join(' · ');
  const room = width - prefix.length - paper.id.length - 2;
  writeLine(`${indent}${styled('cyan', plain(paper.id))}  ${styled('dim', fit(below, room))}`);
}
