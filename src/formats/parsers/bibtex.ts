import type { Library, LibraryEntry, LineProblem } from '../library.js';
import { BibtexScanner, BibtexSlip } from './bibtex-scanner.js';
import { libraryEntry } from './library-entry.js';

/** Where the next entry begins; all between entries is a comment. */
const NEXT = /@[ \t]*[a-z]+[ \t]*[{(]/gi;
/** The same after what could not be read: within a field `@` seldom stands in a line's first place. */
const NEXT_LINE = /^[ \t]*@[ \t]*[a-z]+[ \t]*[{(]/gim;

/** What months are called in every style. Others come from the file's own `@string`. */
const MACROS = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((month) => [month, month] as const),
);

/** Reads BibTeX and BibLaTeX. An entry that is wrong is a problem with its line, and the others are read. */
export function readBibtex(text: string): Library {
  const scanner = new BibtexScanner(text);
  const macros = new Map<string, string>(MACROS);
  const entries: LibraryEntry[] = [];
  const problems: LineProblem[] = [];
  let pattern = NEXT;
  for (let at = next(text, 0, pattern); at !== undefined; at = next(text, scanner.offset, pattern)) {
    scanner.offset = at;
    const line = scanner.line;
    pattern = NEXT;
    try {
      const { kind, fields } = scanner.block(macros);
      if (kind === 'string') for (const [name, value] of fields) macros.set(name, value);
      else if (kind === 'comment') pattern = NEXT_LINE;
      else if (kind !== 'preamble') entries.push(entryOf(line, fields));
    } catch (error) {
      if (!(error instanceof BibtexSlip)) throw error;
      pattern = NEXT_LINE;
      problems.push({ line: scanner.line, problem: `${error.message} (in the entry of line ${line})` });
    }
  }
  return { format: 'bibtex', entries, problems };
}

function next(text: string, from: number, pattern: RegExp): number | undefined {
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  return found === null ? undefined : text.indexOf('@', found.index);
}

function entryOf(line: number, fields: ReadonlyMap<string, string>): LibraryEntry {
  const archive = fields.get('archiveprefix') ?? fields.get('eprinttype') ?? 'arxiv';
  return libraryEntry({
    line,
    title: fields.get('title'),
    authors: (fields.get('author') ?? '').split(/\sand\s+/i).map(surnameFirst),
    ids: [archive.toLowerCase() === 'arxiv' ? fields.get('eprint') : undefined, fields.get('doi'), fields.get('url'), fields.get('ee')],
    mentions: ['journal', 'journaltitle', 'volume', 'note', 'howpublished', 'number'].map((name) => fields.get(name)),
  });
}

/** "King, Jr., Martin Luther" has its given names last. */
function surnameFirst(name: string): string {
  const [surname = '', suffix, given] = name.split(',');
  return given === undefined ? name : `${surname}, ${given} ${suffix ?? ''}`;
}
