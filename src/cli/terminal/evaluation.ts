import type { Comparison, Evaluation, Interval, Replay } from '../../evaluate/answer.js';
import { writeLine } from './output.js';
import { duration } from './progress.js';
import { plain, styled } from './terminal.js';
import { writeTable } from './text-table.js';

/** How a benchmark went, as people compare it. Shares are in percent. */
export function writeEvaluation(evaluation: Evaluation, seconds: number): void {
  const { name, asks, asked, left, papers, missing, comparisons, diversity, coverage } = evaluation;
  const lacking = missing > 0 ? ` (${number(missing)} more are not here)` : '';
  const unasked = left > 0 ? ` (${number(left)} more could not be asked)` : '';
  writeLine(`${styled('bold', plain(name))}: ${number(asked)} ${asks}${unasked}, ${number(papers)} papers${lacking}`);
  writeLine();
  writeComparisons(comparisons);
  writeLine();
  writeLine(`the first ten of a list: diversity ${diversity.toFixed(2)}, ${percent(coverage)}% of the papers in some list`);
  writeEnd(seconds);
}

/** Where a reader's likes stood. */
export function writeReplay({ profile, likes, missing, comparisons }: Replay, seconds: number): void {
  const lacking = missing > 0 ? ` (${number(missing)} more are not here)` : '';
  writeLine(
    `${styled('bold', plain(profile))}: ${number(likes)} ${likes === 1 ? 'like' : 'likes'} looked for${lacking}, each in the list made from those before it`,
  );
  writeLine();
  writeComparisons(comparisons);
  writeEnd(seconds);
}

function writeComparisons(comparisons: readonly Comparison[]): void {
  const rows = comparisons.map(({ measure, ours, baseline, theirs, difference }) => {
    const said = measure.startsWith('median') ? place : percent;
    return [measure, within(ours, said), `${baseline} ${within(theirs, said)}`, within(difference, said)];
  });
  writeTable(['measure', 'ours', 'baseline', 'difference'], rows);
}

function writeEnd(seconds: number): void {
  writeLine(styled('dim', `intervals of 95%, by drawing the questions again; took ${duration(seconds)}`));
}

function within({ value, low, high }: Interval, said: (value: number) => string): string {
  return `${said(value)} [${said(low)}, ${said(high)}]`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function place(value: number): string {
  return number(Math.round(value));
}

function number(count: number): string {
  return count.toLocaleString('en');
}
