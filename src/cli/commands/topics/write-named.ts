import type { MarkedPaper, NamedTopicPaper, NamedTopicSummary, NamedTopicView } from '../../../named-topics/answer.js';
import { explainNamed } from '../../../wording/named.js';
import { writeEntry, writeLine, writeNote } from '../../terminal/output.js';
import { columns, plain, styled, truncateToWidth, wrap } from '../../terminal/terminal.js';
import { writeTable } from '../../terminal/text-table.js';

/** Names are cut where they would leave no room for descriptions. */
const NAME_WIDTH = 44;
const INDENT = 7;

export function writeNamedTopics(topics: readonly NamedTopicSummary[]): void {
  const counts = topics.map(({ papers }) => papers.toLocaleString('en'));
  const width = Math.max('papers'.length, ...counts.map((count) => count.length));
  const ids = Math.max('id'.length, ...topics.map(({ id }) => id.length));
  const names = topics.map(({ name }) => truncateToWidth(name, NAME_WIDTH));
  const room = columns() - ids - width - Math.max('name'.length, ...names.map((name) => name.length)) - 6;
  const rows = topics.map(({ id, description = '' }, i) => [
    id,
    (counts[i] ?? '').padStart(width),
    names[i] ?? '',
    truncateToWidth(description, Math.max(1, room)),
  ]);
  writeTable(['id', 'papers'.padStart(width), 'name', 'about'], rows);
  if (topics.some(({ upToDate }) => !upToDate))
    writeNote('Papers have come or changed since some of them were counted: "paperkin topics show ID" counts anew.');
}

export function writeNamedView({ id, name, description, papers, literal, examples, yes, no, created }: NamedTopicView): void {
  writeLine(`${styled('bold', plain(name))}${styled('dim', `  named topic ${id}, since ${created.slice(0, 10)}`)}`);
  if (description !== undefined) writeLine(wrap(plain(description), columns()));
  writeLine(`papers   ${papers.toLocaleString('en')}, ${literal.toLocaleString('en')} have it in words`);
  const marked: [what: string, list: readonly MarkedPaper[]][] = [
    ['example', examples],
    ['belongs', yes],
    ['not', no],
  ];
  for (const [what, list] of marked)
    for (const { id: paper, title = '' } of list)
      writeLine(`${what.padEnd(8)} ${styled('cyan', plain(paper))}  ${truncateToWidth(title, columns() - paper.length - 11)}`);
}

/** Papers with their scores, and why each is in. */
export function writeNamedPapers(papers: readonly NamedTopicPaper[]): void {
  const pad = ' '.repeat(INDENT);
  if (papers.length > 0) writeLine();
  for (const { paper, score, parts } of papers) {
    writeEntry(`${score.toFixed(2).padStart(INDENT - 2)}  `, paper);
    writeLine(pad + styled('dim', wrap(explainNamed(parts), columns() - INDENT).replaceAll('\n', `\n${pad}`)));
  }
}
