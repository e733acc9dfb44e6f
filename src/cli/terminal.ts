import { stripVTControlCharacters, styleText } from 'node:util';
import cliTruncate from 'cli-truncate';
import wrapAnsi from 'wrap-ansi';

/** Columns where standard output is no terminal: what a mail or an issue shows without wrapping. */
const DEFAULT_COLUMNS = 100;
const MAX_COLUMNS = 120;

export function columns(): number {
  // Not `??`: a terminal that does not know its size (a serial line, some containers) says 0.
  return Math.min(process.stdout.columns || DEFAULT_COLUMNS, MAX_COLUMNS);
}

/**
 * Text of a stranger made safe for a terminal: escape sequences and control characters could
 * rewrite the screen or the window's title, and marks of writing direction could reorder it.
 */
export function plain(text: string): string {
  return (
    stripVTControlCharacters(text)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
      .replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, ' ')
  );
}

/** Cut to a display width, wide characters and combining marks counted as a terminal shows them. */
export function fit(text: string, width: number): string {
  return cliTruncate(plain(text).replace(/\s+/g, ' '), Math.max(width, 1));
}

/** Wrapped to a display width. Hard, since Chinese and Japanese put no blanks between words. */
export function wrap(text: string, width: number): string {
  return wrapAnsi(plain(text), width, { hard: true });
}

type Style = 'bold' | 'dim' | 'cyan' | 'red';

/** Styled on a terminal that has colours, plain elsewhere and where NO_COLOR asks for it (https://no-color.org). */
export function styled(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  const { NO_COLOR, TERM } = process.env;
  // Decided here: left to itself, `styleText` of newer Nodes asks standard output about standard error.
  return stream.isTTY && !NO_COLOR && TERM !== 'dumb' ? styleText(style, text, { validateStream: false }) : text;
}
