import { PaperkinError } from '../../errors.js';
import type { FormatParser } from '../format-parser.js';

/**
 * The formats that there are: a line for each, which loads its parser when one is needed. Detection, `--format` and the type of
 * the library follow from it.
 */
const FORMATS = {
  jsonl: async () => (await import('../parsers/jsonl.js')).jsonl,
  json: async () => (await import('../parsers/json.js')).json,
  csv: async () => (await import('../parsers/csv.js')).csv,
  'daily-papers': async () => (await import('../parsers/daily-papers.js')).dailyPapers,
} as const satisfies Record<string, () => Promise<FormatParser>>;

/** What a file may be, by name. */
export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly Format[];

/** @throws INVALID_INPUT where no format has that name. */
export async function parserOf(format: Format): Promise<FormatParser> {
  if (!Object.hasOwn(FORMATS, format)) {
    throw new PaperkinError('INVALID_INPUT', `format: is none of ${FORMAT_NAMES.join(', ')}`, { value: format });
  }
  return FORMATS[format]();
}
