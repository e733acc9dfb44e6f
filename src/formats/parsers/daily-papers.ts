import { MAX_RECORD_BYTES, type Reader, type ReadItem } from '../format-reader.js';
import { type Line, linesOf } from './lines.js';
import { isoDate, pageDate, yearOfPage } from './page-dates.js';
import { linesOfPage, type PagePaper, papersOfPage } from './page-papers.js';

/**
 * A Hugging Face Daily Papers page as a person selects and pastes it. The year that its dates leave
 * out follows from all of them, so a page is held as a whole; one beyond the size of a record (some
 * 2,000 papers) is taken in parts.
 *
 * @param now What is "today" for a date without a year.
 */
export function dailyPapersReader(now: Date): Reader {
  return {
    format: 'daily-papers',
    async *read(bytes) {
      let page: Line[] = [];
      let length = 0;
      for await (const item of linesOf(bytes)) {
        if ('problem' in item) {
          yield item;
          continue;
        }
        // Several pages in one file may be of different years.
        if (item.text.trim() === 'Daily Papers' || length > MAX_RECORD_BYTES) {
          yield* recordsOf(page, now);
          page = [];
          length = 0;
        }
        page.push(item);
        length += item.text.length;
      }
      yield* recordsOf(page, now);
    },
  };
}

/** The dates of the page itself count for its year, too. */
function* recordsOf(page: readonly Line[], now: Date): Generator<ReadItem> {
  const lines = linesOfPage(page);
  const year = yearOfPage(
    lines.flatMap(({ text }) => pageDate(text) ?? []),
    now,
  );
  for (const paper of papersOfPage(lines)) yield { line: paper.line, record: recordOf(paper, year) };
}

function recordOf({ title, abstract, authorCount, organisation, date }: PagePaper, year: number): Record<string, unknown> {
  const fields = { title, abstract, authorCount, organisation, published: date && isoDate(date, year), comments: date?.comments };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
