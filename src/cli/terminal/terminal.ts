import { stripVTControlCharacters, styleText } from 'node:util';
import cliTruncate from 'cli-truncate';
import wrapAnsi from 'wrap-ansi';
import { withoutMarkRuns } from '../../paper/normalise.js';

/** Columns where standard output is no terminal: what a mail or an issue shows without wrapping. */
const DEFAULT_COLUMNS = 100;
const MAX_COLUMNS = 120;

export function columns(): number {
  // Not `??`: a terminal that does not know its size (a serial line, some containers) says 0.
  return Math.min(process.stdout.columns || DEFAULT_COLUMNS, MAX_COLUMNS);
}

/**
 * More than this no text has that was not made to hold the thread: from each escape Node 24 looks for its end up to the end of the
 * text. Beyond it only the control characters go, not what stands between them.
 */
const MOST_ESCAPES = 100;

/**
 * Text of a stranger made safe for a terminal: escape sequences and control characters could
 * rewrite the screen or the window's title, and marks of writing direction could reorder it.
 */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is counted
  const escapes = text.split(/[\u001B\u009B]/, MOST_ESCAPES + 2).length - 1;
  return (
    (escapes > MOST_ESCAPES ? text : stripVTControlCharacters(text))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
      .replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, ' ')
  );
}

/** Cut to a display width, wide characters and combining marks counted as a terminal shows them. */
export function truncateToWidth(text: string, width: number): string {
  const most = Math.max(width, 1);
  // What is far beyond the width cannot be seen, and to measure it would take the square of its length.
  const seen = withoutMarkRuns(plain(text.slice(0, 2 * AT_ONCE))).replace(/\s+/g, ' ');
  return cliTruncate(seen.slice(0, AT_ONCE).toWellFormed(), most);
}

/** Wrapped to a display width. Hard, since Chinese and Japanese put no blanks between words. */
export function wrap(text: string, width: number): string {
  const lines = withoutMarkRuns(plain(text)).split('\n');
  return lines.map((line) => wrapLine(line, width)).join('\n');
}

/** Characters that are measured at once: far more than stand in a row of a terminal. */
const AT_ONCE = 1_000;

/** A part of a long line at a time: the whole at once would take the square of its length. The last row of a part goes on in the next. */
function wrapLine(line: string, width: number): string {
  const rows: string[] = [];
  let rest = line;
  while (rest.length > AT_ONCE) {
    const blank = rest.lastIndexOf(' ', AT_ONCE);
    const cut = blank > 0 ? blank : AT_ONCE + Number(/[\uD800-\uDBFF]/.test(rest.charAt(AT_ONCE - 1)));
    const part = wrapAnsi(rest.slice(0, cut), width, { hard: true }).split('\n');
    const last = part.length > 1 ? part.pop() : undefined;
    rows.push(...part);
    rest = (last ?? '') + rest.slice(cut);
  }
  return [...rows, wrapAnsi(rest, width, { hard: true })].join('\n');
}

type Style = 'bold' | 'dim' | 'cyan' | 'red';

/** Styled on a terminal that has colours, plain elsewhere and where NO_COLOR asks for it (https://no-color.org). */
export function styled(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  const { NO_COLOR, TERM } = process.env;
  // Decided here: left to itself, `styleText` of newer Nodes asks standard output about standard error.
  return stream.isTTY && !NO_COLOR && TERM !== 'dumb' ? styleText(style, text, { validateStream: false }) : text;
}
