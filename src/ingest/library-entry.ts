import { parseId } from '../paper/id.js';
import { cleanLine } from '../paper/text.js';
import type { LibraryEntry } from './library.js';

/** An arXiv id within other words: "arXiv preprint arXiv:2401.01234", DBLP's volume "abs/2401.01234". */
const ARXIV_WITHIN = /(?:arxiv[:.\s]\s*|abs\/)((?:[a-z-]+(?:\.[a-z]{2})?\/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)/i;

/** What a format's entry is made of, as it stands in the file. */
export interface RawEntry {
  line: number;
  title: string | undefined;
  authors: readonly string[];
  /** Fields that hold an id, or the address of one, and nothing else. */
  ids: readonly (string | undefined)[];
  /** Fields in which an arXiv id may stand among other words. */
  mentions: readonly (string | undefined)[];
}

/** An entry with its text clean and its ids canonical, each once. */
export function libraryEntry({ line, title = '', authors, ids, mentions }: RawEntry): LibraryEntry {
  const written = [...ids, ...mentions.map((text) => text && ARXIV_WITHIN.exec(text)?.[1])];
  const found = written.map((text) => text && parseId(cleanLine(text)));
  return {
    line,
    // BibTeX holds capitals in braces: {KV} Cache.
    title: cleanLine(title).replace(/[{}]/g, ''),
    authors: authors.map((name) => cleanLine(name).replace(/[{}]/g, '')).filter((name) => name !== '' && name !== 'others'),
    ids: [...new Set(found.filter((id) => id !== undefined && id !== ''))] as string[],
  };
}
