import type { Line } from './lines.js';
import { type PageDate, pageDate } from './page-dates.js';

/** What a Daily Papers page says about a paper; what it does not say is undefined. */
export interface PagePaper {
  /** Line of the title. */
  line: number;
  title: string;
  /** Its paragraphs are separated by a blank line. */
  abstract: string;
  authorCount: number | undefined;
  organisation: string | undefined;
  date: PageDate | undefined;
}

/** What follows a title is an abstract from this length on: no menu entry or teaser comes near it. */
const MIN_ABSTRACT = 200;
const MAX_TITLE = 300;
const MAX_ORGANISATION = 100;
const MAX_STRAY_LINES = 3;
/** `• 7 authors`, the bullet lost by some browsers. */
const AUTHORS = /^(?:[•·*-]\s*)?([\d,]+) authors?$/;
/** A line that is nothing but a separator. */
const SEPARATOR = /^[·•|]$/;
/** Menus, buttons and counts around the papers. */
const NAVIGATION =
  /^(?:[\d.,]+k?|\+\d+|upvotes?(?: \d+)?|submitted by\b.*|previous|next|new|subscribe|github|view pdf|arxiv|project page)$/i;

/**
 * The papers of a page. One is
 *
 *     title                     a line before a long one
 *     abstract …                one or more paragraphs, the first of 200 characters or more
 *       • 7 authors             or "handle Display Name"; may be missing,
 *     ·                         and with it the separator
 *     May 9, 2021 3             and the date with its count of comments
 */
export function papersOfPage(lines: readonly Line[]): PagePaper[] {
  const papers: PagePaper[] = [];
  for (let i = 0; i < lines.length; ) {
    const title = lines[i];
    if (title && isTitle(lines, i)) {
      const { paper, next } = paperAt(lines, i, title);
      papers.push(paper);
      i = next;
    } else {
      i++;
    }
  }
  return papers;
}

/** The lines of a pasted page that say something: one fact each, no blanks, no menus. */
export function linesOfPage(page: readonly Line[]): Line[] {
  return page
    .flatMap(({ line, text }) => factsOn(text).map((fact) => ({ line, text: fact })))
    .filter(({ text }) => text !== '' && !NAVIGATION.test(text));
}

/** Some browsers put `• 7 authors · May 9, 2021` on one line. */
function factsOn(text: string): string[] {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  const [before, date, ...more] = trimmed.split(' · ');
  const two = before !== undefined && date !== undefined && more.length === 0 && pageDate(date) !== undefined;
  return two ? [before, '·', date] : [trimmed];
}

function isTitle(lines: readonly Line[], at: number): boolean {
  const title = lines[at]?.text ?? '';
  const abstract = lines[at + 1]?.text ?? '';
  return title.length <= MAX_TITLE && abstract.length >= MIN_ABSTRACT && !isFact(lines, at);
}

/** Is it one of the lines under an abstract? */
function isFact(lines: readonly Line[], at: number): boolean {
  const text = lines[at]?.text ?? '';
  if (AUTHORS.test(text) || SEPARATOR.test(text) || pageDate(text) !== undefined) return true;
  return text.length <= MAX_ORGANISATION && SEPARATOR.test(lines[at + 1]?.text ?? '');
}

function paperAt(lines: readonly Line[], at: number, title: Line): { paper: PagePaper; next: number } {
  const paragraphs: string[] = [];
  let i = at + 1;
  for (; i === at + 1 || isFurtherParagraph(lines, i); i++) paragraphs.push(lines[i]?.text ?? '');
  const facts = factsAt(lines, i);
  return { paper: { line: title.line, title: title.text, abstract: paragraphs.join('\n\n'), ...facts }, next: facts.next };
}

/**
 * Does the abstract go on? A line before a long one may as well be the title of the next paper,
 * where the lines of facts between them are missing: then it has no full stop.
 */
function isFurtherParagraph(lines: readonly Line[], at: number): boolean {
  const text = lines[at]?.text;
  if (text === undefined || isFact(lines, at)) return false;
  const lastWord = text.slice(text.lastIndexOf(' ') + 1);
  return text.length > MAX_TITLE || /[.:;]$/.test(text) || /https?:\/\/./.test(lastWord);
}

function factsAt(lines: readonly Line[], begin: number): Pick<PagePaper, 'authorCount' | 'organisation' | 'date'> & { next: number } {
  let i = begin;
  // A button or a name that we do not know may stand between.
  while (i < begin + MAX_STRAY_LINES && i < lines.length && !isFact(lines, i) && !isTitle(lines, i)) i++;
  if (!isFact(lines, i)) return { authorCount: undefined, organisation: undefined, date: undefined, next: begin };
  let authorCount: number | undefined;
  let organisation: string | undefined;
  let date: PageDate | undefined;
  for (; date === undefined && isFact(lines, i); i++) {
    const text = lines[i]?.text ?? '';
    const authors = AUTHORS.exec(text)?.[1];
    date = pageDate(text);
    if (authors !== undefined) authorCount = Number(authors.replaceAll(',', ''));
    else if (date === undefined && !SEPARATOR.test(text)) organisation = displayName(text);
  }
  return { authorCount, organisation, date, next: i };
}

/** `Berkeley UC Berkeley`: a handle, then the name as people write it. */
function displayName(text: string): string {
  return text.replace(/^\S+ /, '');
}
