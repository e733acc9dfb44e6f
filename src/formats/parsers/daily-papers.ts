import { type FormatParser, MAX_RECORD_BYTES, type ReadItem } from '../format-parser.js';
import { type Line, readLines } from './lines.js';
import { isoDate, pageDate, yearOfPage } from './page-dates.js';
import { hasPageHead } from './page-head.js';
import { linesOfPage, type PagePaper, papersOfPage } from './page-papers.js';

/** The lines under each paper of a page. */
const FACTS = /^[ \t]*·[ \t]*(?:\r?\n\s*)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}\b/m;

/**
 * A Hugging Face Daily Papers page as a person selects and pastes it. The year that its dates leave
 * out follows from all of them, so a page is held as a whole; one beyond the size of a record (some
 * 2,000 papers) is taken in parts.
 */
export const dailyPapers: FormatParser = {
  // Surely, since a title may begin with a bracket: "[Re] A reproduction of…".
  recognises: (head) => (hasPageHead(head) || FACTS.test(head) ? 'surely' : 'no'),
  async *read(bytes, { now = new Date() } = {}) {
    let page: Line[] = [];
    let length = 0;
    for await (const item of readLines(bytes)) {
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
