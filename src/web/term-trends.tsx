import type { TermTrends } from '../trends/answer.js';
import { trendSentence } from '../wording/trend.js';
import { describeBaseline, trendLine } from '../wording/trend-charts.js';
import { paperPath } from './addresses.js';
import { TrendMark } from './trend-mark.js';

/** Terms that rise, each with its last two years, its other names and a paper that has it. */
export function TermTrendList({ terms, none }: { terms: TermTrends | undefined; none: string }) {
  if (!terms)
    return <p class="empty">They are being counted, which takes up to a minute where there are many papers: load this page again.</p>;
  if (terms.trends.length === 0) return <p class="empty">{terms.compared ? none : 'There are too few weeks of papers to tell.'}</p>;
  return (
    <>
      <ul class="trends">
        {terms.trends.map(({ term, also, change, counts, examples }) => (
          <li>
            <strong>{term}</strong>
            {also.length === 0 ? null : <span class="facts"> also {also.join(', ')}</span>}{' '}
            <TrendMark change={change} compared={terms.compared} />{' '}
            <span class="line" aria-hidden="true">
              {trendLine(counts, terms.timeline)}
            </span>
            <p class="facts">{trendSentence(change, describeBaseline(terms.compared))}</p>
            {examples.slice(0, 1).map(({ id, title }) => (
              <p class="facts">
                <a href={paperPath(id)}>{title}</a>
              </p>
            ))}
          </li>
        ))}
      </ul>
      <p class="facts">
        Counted on {terms.made.slice(0, 10)}; {terms.tested.toLocaleString('en')} terms tested.
        {terms.upToDate ? null : ' Papers have come or gone since; they are being counted again.'}
      </p>
    </>
  );
}
