import { parse } from 'csv-parse/sync';
import type { Reader, ReadItem } from '../format-reader.js';
import { csvRows, DELIMITERS, type Delimiter } from './csv-rows.js';
import { EXCERPT_LENGTH, type Line } from './lines.js';

/**
 * CSV with a header, separated by commas, semicolons or tabs: whichever the header has most of.
 * A record is an object by the names of the header; a row with more or fewer fields is a problem.
 */
export const csvReader: Reader = {
  format: 'csv',
  async *read(bytes) {
    let header: string[] | undefined;
    let delimiter: Delimiter = ',';
    const rows = csvRows(bytes, (text) => {
      delimiter = delimiterOf(text);
      return delimiter;
    });
    for await (const row of rows) {
      if (header) {
        const item = 'problem' in row ? row : itemOf(row, header, delimiter);
        if (item) yield item;
        continue;
      }
      header = 'text' in row ? fieldsOf(row.text, delimiter)?.map((name) => name.trim()) : undefined;
      if (header) continue;
      // Without the names of the fields nothing that follows means anything.
      yield {
        line: row.line,
        problem: 'is no header of a CSV file',
        excerpt: 'text' in row ? row.text.slice(0, EXCERPT_LENGTH) : row.excerpt,
      };
      return;
    }
  },
};

/** The delimiter that occurs most in a header, outside quotes; a comma where there is none. */
export function delimiterOf(header: string): Delimiter {
  const unquoted = header.replace(/"[^"]*"/g, '');
  const count = (delimiter: Delimiter) => unquoted.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** The fields of one row; undefined where it is none. A quote inside an unquoted field is a letter (`5" screens`). */
export function fieldsOf(row: string, delimiter: Delimiter): string[] | undefined {
  try {
    const rows: string[][] = parse(row, { delimiter, relax_quotes: true, record_delimiter: '\n' });
    return rows.length === 1 ? rows[0] : undefined;
  } catch {
    return undefined;
  }
}

/** Without the apostrophe that stands before what a spreadsheet would take for a formula: our own CSV has it, and other careful ones. */
function textOfCell(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** Undefined for the rows of empty fields with which spreadsheets pad what they export. */
function itemOf({ line, text }: Line, header: readonly string[], delimiter: Delimiter): ReadItem | undefined {
  const fields = fieldsOf(text, delimiter);
  const excerpt = text.slice(0, EXCERPT_LENGTH);
  if (!fields) return { line, problem: 'is not a row of CSV: check its quotes', excerpt };
  if (fields.every((field) => field === '')) return undefined;
  if (fields.length !== header.length)
    return { line, problem: `has ${fields.length} fields where the header has ${header.length}`, excerpt };
  return { line, record: Object.fromEntries(header.map((name, i) => [name, textOfCell(fields[i] ?? '')])) };
}
