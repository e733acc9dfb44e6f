import type { PaperMap } from '../stores/paper-map.js';

/** What a row says of a paper beside its place. */
export interface MapRow {
  id: string;
  title: string;
  /** Name of its topic; undefined where it is in none. */
  topic?: string | undefined;
}

/** As spreadsheets see it, or with the apostrophe that says that it is none. */
const LIKE_A_FORMULA = /^'*[=+\-@\t\r]/;

/** Rows that are looked up at once. */
const BATCH = 200;

/**
 * The map as CSV (RFC 4180): id, title, x, y, topic; some hundred rows at a time, each with its line end. A paper of which nothing is
 * known any more is left out.
 */
export async function* mapAsCsv(
  { keys, x, y }: PaperMap,
  describe: (keys: readonly number[]) => Promise<readonly (MapRow | undefined)[]>,
): AsyncGenerator<string> {
  yield 'id,title,x,y,topic\r\n';
  for (let first = 0; first < keys.length; first += BATCH) {
    const rows = await describe([...keys.subarray(first, first + BATCH)]);
    // A store may answer at once, and who reads may take all there is: others have their turn between.
    await new Promise((resolve) => setImmediate(resolve));
    yield rows
      .map((row, i) => {
        if (!row) return '';
        const place = [x[first + i], y[first + i]].map((number) => (number as number).toFixed(4));
        return `${[cell(row.id), cell(row.title), ...place, cell(row.topic ?? '')].join(',')}\r\n`;
      })
      .join('');
  }
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe, which an import takes off again. */
function cell(given: string): string {
  const text = LIKE_A_FORMULA.test(given) ? `'${given}` : given;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
