import { InvalidArgumentError, Option } from 'commander';
import type { Filter } from '../../paper/filter.js';
import { MAX_K, MODES, type Mode, type SearchQuery, SORTS } from '../../search/query.js';

/** A whole number within bounds, as commander wants it: its error names the option and the value. */
export function wholeNumberOption(min: number, max: number): (written: string) => number {
  return (written) => {
    const number = Number(written);
    if (!/^\d+$/.test(written) || number < min || number > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return number;
  };
}

/** `2`, `0.5` and `.5`. */
export const DECIMAL = /^(?:\d+|\d*\.\d+)$/;

/** A number within bounds. */
export function number(min: number, max: number): (written: string) => number {
  return (written) => {
    const value = Number(written);
    if (!DECIMAL.test(written) || value < min || value > max) throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
    return value;
  };
}

/** @param max The longest list. */
export function countOption(max: number): Option {
  return new Option('-k, --count <number>', `how many papers, 1 to ${max}`).default(10).argParser(wholeNumberOption(1, max));
}

export function dimensionsOption(): Option {
  return new Option(
    '--dimensions <number>',
    'compare only the first so many dimensions of the vectors, for this call (default: all)',
  ).argParser(wholeNumberOption(8, 4_096));
}

/** Which papers may be in an answer, whoever asks. */
export interface FilterOptions {
  from?: string;
  to?: string;
  category?: string[];
  author?: string[];
  venue?: string[];
  source?: Filter['sources'];
  code?: true;
  topic?: string[];
}

/** How both views are used, and which papers may be in an answer: the same for every question. */
export interface AnswerOptions extends FilterOptions {
  count: number;
  mode: Mode;
  inProfile?: string;
  notInProfile?: string;
  sort: (typeof SORTS)[number];
  halfLife: number;
  minScore?: number;
  diversity: number;
  cursor?: string;
}

export function topicOption(): Option {
  return new Option('--topic <names...>', 'of one of these topics: ids or names that "paperkin topics" lists');
}

export function filterOptions(): Option[] {
  return [
    new Option('--from <date>', 'published then or later: a day, month or year'),
    new Option('--to <date>', 'published then or earlier'),
    new Option('--category <names...>', 'in one of these categories, or families such as cs.*'),
    new Option('--author <names...>', 'by one of these authors: full names or surnames'),
    new Option('--venue <names...>', 'at one of these venues'),
    new Option('--source <names...>', 'with an id from there').choices(['arxiv', 'doi', 'other']),
    new Option('--code', 'with a known link to its code'),
    topicOption(),
  ];
}

export function answerOptions(): Option[] {
  return [
    countOption(MAX_K),
    new Option('--mode <mode>', 'by meaning and words, by meaning alone, or by words alone').choices(MODES).default('hybrid'),
    new Option('--sort <order>', 'the best first; the newest of the best; or both, scores halving with age')
      .choices(SORTS)
      .default('relevance'),
    new Option('--half-life <days>', 'with --sort both: days in which a score halves').default(365).argParser(number(1, 100_000)),
    new Option('--min-score <share>', 'only papers more alike than this share of random pairs, 0.999 say').argParser(number(0, 1)),
    new Option('--diversity <share>', '0: by score alone, to 1: as different from each other as can be').default(0).argParser(number(0, 1)),
    new Option('--cursor <cursor>', 'the next page: what --json gave as "next" before'),
    ...filterOptions(),
    new Option('--in-profile <name>', 'that the reader of this profile has liked or read'),
    new Option('--not-in-profile <name>', 'that the reader of this profile has not yet liked, disliked, read, hidden or been shown'),
  ];
}

/** The options as a question to the engine has them. */
export function asked(options: AnswerOptions): Omit<SearchQuery, 'query'> {
  const { count, mode, sort, halfLife, minScore, diversity, cursor } = options;
  const { inProfile, notInProfile } = options;
  const filter = given({ ...filterOf(options), inProfile, notInProfile });
  const order = { k: count, mode, sort, halfLife, minScore, diversity, cursor };
  return Object.keys(filter).length === 0 ? order : { ...order, filter };
}

/** The filter that the options name; undefined where they name none. */
export function filterOf({ from, to, category, author, venue, source, code, topic }: FilterOptions): Partial<Filter> | undefined {
  const filter = given({ from, to, categories: category, authors: author, venues: venue, sources: source, hasCode: code, topic });
  return Object.keys(filter).length === 0 ? undefined : filter;
}

function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
