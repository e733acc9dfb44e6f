import type { Format, Reader } from '../format-reader.js';
import { csvReader } from './csv.js';
import { dailyPapersReader } from './daily-papers.js';
import { jsonReader } from './json.js';
import { jsonlReader } from './jsonl.js';

export interface ReaderOptions {
  /** What is "today" for a date without a year. Default: now. */
  now?: Date | undefined;
}

/** The reader of a format. A new format is a new file beside these, and a line here and in `FORMATS`. */
export function readerFor(format: Format, options: ReaderOptions = {}): Reader {
  switch (format) {
    case 'jsonl':
      return jsonlReader;
    case 'json':
      return jsonReader;
    case 'csv':
      return csvReader;
    case 'daily-papers':
      return dailyPapersReader(options.now ?? new Date());
  }
}
