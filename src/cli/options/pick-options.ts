import { Option } from 'commander';
import { MAX_PICKS, type RecommendQuery } from '../../recommend/query.js';
import { countOption, type FilterOptions, filterOf, filterOptions, number, wholeNumberOption } from './options.js';

/** Which list is asked for: the same for the list and for why a paper is not in it. */
export interface PickOptions extends FilterOptions {
  count: number;
  window?: number;
  freshness?: number;
  diversity?: number;
  exploration?: number;
  repeats?: true;
}

const MAX_DAYS = 100_000;

/** Without one of these the reader's own rule holds. */
export function pickOptions(): Option[] {
  return [
    countOption(MAX_PICKS),
    new Option('--window <days>', 'only papers of the last so many days of the corpus').argParser(wholeNumberOption(1, MAX_DAYS)),
    new Option('--freshness <days>', 'days in which the lead of a new paper halves; 0: age does not count').argParser(number(0, MAX_DAYS)),
    new Option('--diversity <share>', '0: by score alone, to 1: as different from each other as can be').argParser(number(0, 1)),
    new Option('--exploration <share>', 'share of the list that is not what is known to please, 0 to 0.5').argParser(number(0, 0.5)),
    new Option('--repeats', 'papers that were seen, read or hidden may come again'),
    ...filterOptions(),
  ];
}

export function picksAsked(profile: string, options: PickOptions): RecommendQuery {
  const { count, window, freshness, diversity, exploration, repeats } = options;
  return { profile, k: count, window, freshness, diversity, exploration, repeats, filter: filterOf(options) };
}
