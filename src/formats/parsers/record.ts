import { paperOf } from '../../paper/merge.js';
import { MAX_ABSTRACT, MAX_TITLE, type Paper, paperSchema } from '../../paper/paper.js';
import { cleanAbstract, cleanLine } from '../../paper/text.js';
import { authorNames } from './author-names.js';
import { countOf, type Fields, fieldsOfObject, isObject, textOf, valuesOf } from './fields.js';
import { publicationDate } from './publication-date.js';
import { idsOfRecord, type Remark } from './record-ids.js';

/**
 * The names under which sources keep what we look for, normalised (lower case, letters and digits),
 * the more exact first. Sources: our own export, arXiv (API dumps and the Kaggle snapshot), Semantic
 * Scholar, Hugging Face, BEIR, conference dumps, Zotero's and publishers' CSV.
 */
const NAMES = {
  title: ['title', 'papertitle', 'articletitle', 'documenttitle'],
  abstract: ['abstract', 'summary', 'abstractnote', 'text'],
  authors: ['authors', 'author', 'creators'],
  authorCount: ['authorcount'],
  organisation: ['organisation', 'organization'],
  categories: ['categories', 'category', 'primarycategory'],
  keywords: ['keywords', 'keyword', 'authorkeywords', 'manualtags', 'tags'],
  venue: ['venue', 'journalref', 'journal', 'booktitle', 'publicationtitle', 'publicationvenue', 'conference'],
  published: ['published', 'publicationdate', 'publishedat', 'date', 'year', 'publicationyear', 'updatedate'],
  url: ['url', 'link', 'paperurl'],
  code: ['code', 'codeurl', 'githubrepo', 'github', 'repository'],
  comments: ['comments', 'numcomments'],
} as const;

/**
 * What a record means: the field names of the sources we know, mapped to one paper.
 * An optional field that makes no sense is left out.
 * @param remark told of ids that are not taken for the record's own
 * @throws RangeError with the reason, in words for people, when it is no paper.
 */
export function paperOfRecord(record: unknown, remark?: Remark): Paper {
  if (!isObject(record)) throw new RangeError('is no object with fields');
  // Hugging Face wraps a paper in the entry of its day.
  const fields = fieldsOfObject(isObject(record['paper']) ? { ...record, ...record['paper'] } : record);
  const title = cleanLine(bounded('title', textOf(fields, NAMES.title), MAX_TITLE));
  if (title === '') throw new RangeError('has no title');
  const authors = authorNames(valuesOf(fields, NAMES.authors)[0]);
  return checked(
    paperOf({
      ids: idsOfRecord(fields, title, authors[0], remark),
      title,
      abstract: cleanAbstract(bounded('abstract', textOf(fields, NAMES.abstract), MAX_ABSTRACT)),
      authors,
      authorCount: authors.length > 0 ? undefined : countOf(fields, NAMES.authorCount),
      organisation: lineOf(fields, NAMES.organisation),
      categories: categoriesOf(valuesOf(fields, NAMES.categories)[0]),
      keywords: listOf(valuesOf(fields, NAMES.keywords)[0], /;/, /,/),
      venue: lineOf(fields, NAMES.venue),
      published: publishedOf(fields),
      url: webAddress(textOf(fields, NAMES.url)),
      code: webAddress(textOf(fields, NAMES.code)),
      comments: countOf(fields, NAMES.comments),
    }),
  );
}

/** What cleaning makes shorter: entities, markup and line breaks come to this many times the text at most. */
const MARKUP = 8;

/** A text that is worth cleaning. @throws RangeError for one that cannot be short enough when it is clean. */
function bounded(field: string, raw = '', most: number): string {
  if (raw.length > MARKUP * most) throw new RangeError(tooLong(field, raw));
  return raw;
}

function tooLong(field: string, text: string): string {
  return `its ${field} is too long (${text.length.toLocaleString('en')} characters)`;
}

/** Categories as arXiv writes them in one string. */
const SPACED = /^[a-z-]+(?:\.[A-Za-z-]+)?(?: [a-z-]+(?:\.[A-Za-z-]+)?)+$/;

/** arXiv separates its categories by spaces, others theirs by commas or semicolons. */
function categoriesOf(value: unknown): string[] {
  const listed = listOf(value, /[;,]/);
  // Some dumps wrap arXiv's one string in a list.
  const [only = ''] = listed;
  return listed.length === 1 && SPACED.test(only) ? listOf(only, / /) : listed;
}

/** A list, or a text that the first of the separators which occurs in it makes one. */
function listOf(value: unknown, ...separators: RegExp[]): string[] {
  const separator = typeof value === 'string' ? separators.find((pattern) => pattern.test(value)) : undefined;
  const entries: unknown[] = typeof value === 'string' ? (separator ? value.split(separator) : [value]) : Array.isArray(value) ? value : [];
  const texts = entries
    .filter((entry) => typeof entry === 'string')
    .filter(isShort)
    .map((entry) => cleanLine(entry));
  return [...new Set(texts.filter(Boolean))];
}

/** arXiv's Kaggle snapshot dates its records by their last change, but lists the versions with their dates. */
function publishedOf(fields: Fields): string | undefined {
  const versions = fields.get('versions');
  const first = Array.isArray(versions) ? fieldsOfObject(versions[0]).get('created') : undefined;
  for (const value of [first, ...valuesOf(fields, NAMES.published)]) {
    const date = publicationDate(value);
    if (date !== undefined) return date;
  }
  return undefined;
}

function lineOf(fields: Fields, names: readonly string[]): string | undefined {
  const text = textOf(fields, names) ?? '';
  return (isShort(text) && cleanLine(text)) || undefined;
}

/** May it be the name of something? */
function isShort(text: string): boolean {
  return text.length <= MARKUP * MAX_TITLE;
}

/** Only http and https: what a page shows as a link must not be a script. */
function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && isShort(text) && /^https?:\/\//i.test(text.trim()) ? text.trim() : undefined;
}

/** Leaves out the optional fields that the schema refuses; what is left has to pass. */
function checked(paper: Paper): Paper {
  const first = paperSchema.safeParse(paper);
  if (first.success) return paper;
  const refused = new Set(first.error.issues.map(({ path }) => String(path[0])));
  const sound = paperOf({ ...paper, ...Object.fromEntries([...refused].filter(isOptional).map((name) => [name, undefined])) });
  const second = paperSchema.safeParse(sound);
  if (second.success) return sound;
  const reasons = second.error.issues.map((issue) => {
    const field = String(issue.path[0]);
    const value: unknown = Reflect.get(paper, field);
    return issue.code === 'too_big' && typeof value === 'string' ? tooLong(field, value) : `its ${field} ${issue.message}`;
  });
  throw new RangeError(reasons.join('; '));
}

function isOptional(field: string): boolean {
  return !['id', 'ids', 'title', 'abstract'].includes(field);
}
