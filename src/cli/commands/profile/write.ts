import type { ProfileEvent } from '../../../profile/event.js';
import type { Done, FollowedAuthor, LibraryReport, ProfileView } from '../../../readers/answer.js';
import { writeLine, writeNote } from '../../terminal/output.js';
import { columns, plain, styled, truncateToWidth, wrap } from '../../terminal/terminal.js';

/** Lists in one line show so much of themselves. */
const MAX_SHOWN = 20;

/** A profile as people read it: what the reader said, what is counted, the newest likes. */
export function writeProfileView({ name, about, authors, topics, likes, rules, counts, created, updated }: ProfileView): void {
  const width = columns();
  writeLine(styled('bold', plain(name)) + styled('dim', `  since ${day(created)}, last ${day(updated)}`));
  if (about !== '') writeLine(wrap(about, width));
  if (authors.length > 0) writeLine(`authors  ${wrap(few(authors), width)}`);
  if (topics.length > 0) writeLine(`topics   ${wrap(few(topics), width)}`);
  if (Object.keys(rules).length > 0) writeLine(`rules    ${plain(JSON.stringify(rules))}`);
  const { events, ...marks } = counts;
  const counted = Object.entries(marks).map(([what, count]) => `${count.toLocaleString('en')} ${what}`);
  writeLine(`papers   ${counted.join(', ')}`);
  writeLine(`events   ${events.toLocaleString('en')}`);
  if (likes.length > 0) writeLine();
  for (const { id, at, title } of likes) {
    const prefix = `${day(at)}  `;
    writeLine(styled('dim', prefix) + truncateToWidth(title ?? '(not among the papers here)', width - prefix.length));
    writeLine(`${' '.repeat(prefix.length)}${styled('cyan', plain(id))}`);
  }
  const more = counts.liked - likes.length;
  if (more > 0) writeLine(`and ${more.toLocaleString('en')} more`);
}

/** What has been done, each with the id by which it can be undone. */
export function writeRecorded({ added }: Pick<Done, 'added'>): void {
  for (const event of added) writeLine(`${describe(event)}${styled('dim', `  (event ${plain(event.id)})`)}`);
}

export function writeAuthors(authors: readonly FollowedAuthor[]): void {
  for (const { name, liked } of authors) {
    const anybody = !/\s/.test(name.trim());
    const why = anybody ? 'a surname alone may be anybody’s, so no papers are liked' : `${papers(liked)} of theirs liked, the newest`;
    writeLine(`follows ${plain(name)}: ${why}`);
  }
}

export function writeLibraries(reports: readonly LibraryReport[]): void {
  for (const { file, entries, found, missing, missingTitles, unreadable, problems } of reports) {
    const number = (count: number) => count.toLocaleString('en');
    writeLine(
      `${plain(file)}: ${number(entries)} ${entries === 1 ? 'entry' : 'entries'}, ${papers(found)} liked, ${number(missing)} not here`,
    );
    for (const title of missingTitles) writeNote(`  not here: ${truncateToWidth(title, columns() - 12)}`);
    if (missing > missingTitles.length) writeNote(`  and ${number(missing - missingTitles.length)} more`);
    for (const { line, problem } of problems) writeNote(`  line ${line}: ${plain(problem)}`);
    if (unreadable > problems.length) writeNote(`  and ${number(unreadable - problems.length)} more that cannot be read`);
  }
}

/** An event in a few words: "like 3 papers", "follow author Yann LeCun". */
export function describe(event: ProfileEvent): string {
  switch (event.kind) {
    case 'follow':
    case 'unfollow':
      return `${event.kind} ${event.what} ${plain(event.name)}`;
    case 'about':
      return event.text === '' ? 'about: nothing' : `about: ${truncateToWidth(event.text, 60)}`;
    case 'interest':
      return `interest ${event.interest}`;
    case 'rules':
      return `rules: ${[...Object.keys(event.set ?? {}), ...(event.unset ?? [])].join(', ')}`;
    case 'reset':
      return `reset ${event.what}`;
    case 'undo':
      return `undo ${plain(event.event)}`;
    default:
      return `${event.kind} ${event.papers.length === 1 ? plain(event.papers[0] ?? '') : papers(event.papers.length)}`;
  }
}

function papers(count: number): string {
  return `${count.toLocaleString('en')} paper${count === 1 ? '' : 's'}`;
}

function few(names: readonly string[]): string {
  const more = names.length - MAX_SHOWN;
  return names.slice(0, MAX_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function day(at: string): string {
  return at.slice(0, 10);
}
