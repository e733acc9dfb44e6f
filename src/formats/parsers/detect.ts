import { PaperkinError } from '../../errors.js';
import type { Format } from '../format-reader.js';
import { delimiterOf, fieldsOf } from './csv.js';
import { hasPageHead } from './page-head.js';

/** How much of a source is looked at. */
export const PEEK_BYTES = 64 * 1024;

/** Headers that name the title, as spreadsheets and reference managers export them. */
const TITLE_COLUMN = /^(?:(?:paper|article|document)[ _-]?)?title$/i;
/** The lines under each paper of a Daily Papers page. */
const PAGE_FACTS = /^[ \t]*·[ \t]*(?:\r?\n\s*)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}\b/m;

/**
 * Tells a format by the beginning of its text, at most {@link PEEK_BYTES} of it.
 * @throws FORMAT_UNKNOWN with what it saw.
 */
export function detectFormat(head: string): Format {
  const text = head.replace(/^\uFEFF/, '').trimStart();
  const firstLine = /^[^\r\n]*/.exec(text)?.[0].trimEnd() ?? '';
  // First, since a title may begin with a bracket: "[Re] A reproduction of…".
  if (hasPageHead(text) || PAGE_FACTS.test(text)) return 'daily-papers';
  if (text.startsWith('[')) return 'json';
  if (text.startsWith('{')) return isJsonLine(firstLine, text) ? 'jsonl' : 'json';
  if (isCsvHeader(firstLine)) return 'csv';
  const seen = firstLine === '' ? 'nothing but white space' : `"${firstLine.slice(0, 80)}"`;
  throw new PaperkinError('FORMAT_UNKNOWN', `The format cannot be told: it begins with ${seen}.`, { value: firstLine });
}

/**
 * An object on its line is a record, damaged or not, unless it is alone and holds the records: an
 * API's answer such as `{"total":2,"data":[{…},{…}]}`.
 */
function isJsonLine(line: string, text: string): boolean {
  if (line === '{' || !line.endsWith('}')) return false;
  const isAlone = text.trimEnd() === line;
  return !(isAlone && holdsRecords(line));
}

function holdsRecords(line: string): boolean {
  let document: unknown;
  try {
    document = JSON.parse(line);
  } catch {
    return false;
  }
  if (typeof document !== 'object' || document === null) return false;
  const hasTitle = Object.keys(document).some((key) => TITLE_COLUMN.test(key));
  const isListOfObjects = (value: unknown) => Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null;
  return !hasTitle && Object.values(document).some(isListOfObjects);
}

function isCsvHeader(line: string): boolean {
  const fields = fieldsOf(line, delimiterOf(line)) ?? [];
  return fields.length > 1 && fields.some((name) => TITLE_COLUMN.test(name.trim()));
}
