import { InvalidArgumentError, Option } from 'commander';
import { MAX_K } from '../search/query.js';

/** A whole number within bounds, as commander wants it: its error names the option and the value. */
export function wholeNumber(min: number, max: number): (written: string) => number {
  return (written) => {
    const number = Number(written);
    if (!/^\d+$/.test(written) || number < min || number > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return number;
  };
}

export function countOption(): Option {
  return new Option('-k, --count <number>', `how many papers, 1 to ${MAX_K}`).default(10).argParser(wholeNumber(1, MAX_K));
}

export function dimensionsOption(): Option {
  return new Option(
    '--dimensions <number>',
    'compare only the first so many dimensions of the vectors, for this call (default: all)',
  ).argParser(wholeNumber(8, 4_096));
}
