import { authorLine } from '../paper/author-line.js';
import type { Paper } from '../paper/paper.js';
import type { ScoredPaper } from '../search/answer.js';
import { paperPath } from './addresses.js';
import { Facts } from './facts.js';
import { Published } from './published.js';

/** How deep the titles stand in the outline of their page. */
type Level = 2 | 3;

/** Names in a list before the rest are counted. */
const AUTHORS_SHOWN = 3;

/** Papers as a list: title, who, when, and the beginning of the abstract. */
export function PaperList({ papers, level = 2 }: { papers: readonly Paper[]; level?: Level }) {
  return (
    <ol class="papers">
      {papers.map((paper) => (
        <li>
          <Entry paper={paper} level={level} />
        </li>
      ))}
    </ol>
  );
}

/** The same with scores: what each view gives as a number, and the whole as a bar beside the best one's. */
export function ScoredList({ results, level }: { results: readonly ScoredPaper[]; level: Level }) {
  const best = Math.max(...results.map(({ score }) => score), 0);
  return (
    <ol class="papers">
      {results.map(({ paper, score, percentile, parts, duplicates = [] }) => (
        <li>
          <Entry paper={paper} level={level} />
          <p class="score">
            <meter min={0} max={1} value={best === 0 ? 0 : Math.max(0, score / best)} aria-hidden="true" />
            meaning {readable(parts.dense + parts.feedback)} · words {readable(parts.lexical)}
            {percentile === undefined || score === 0 ? null : ` · closer than ${percent(percentile)} of pairs`}
          </p>
          {duplicates.length === 0 ? null : (
            <p class="score">
              Another version:{' '}
              {duplicates.map((id) => (
                <>
                  <a href={paperPath(id)}>{id}</a>{' '}
                </>
              ))}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Rounded down, to as many decimals as tell it from 100%: "99.998%". */
function percent(share: number): string {
  const decimals = Math.min(4, Math.max(0, Math.ceil(-Math.log10(1 - share)) - 2));
  return `${(Math.floor(share * 100 * 10 ** decimals) / 10 ** decimals).toFixed(decimals)}%`;
}

/** Two decimals are what a reader can use; and a hair below zero is zero, not "-0.00". */
function readable(score: number): string {
  return score.toFixed(2).replace(/^-(?=0\.00$)/, '');
}

/** Title, who, when, and the beginning of the abstract. */
export function Entry({ paper, level }: { paper: Paper; level: Level }) {
  const link = <a href={paperPath(paper.id)}>{paper.title}</a>;
  return (
    <>
      {level === 2 ? <h2>{link}</h2> : <h3>{link}</h3>}
      <Facts facts={[authorLine(paper, AUTHORS_SHOWN), paper.published && <Published date={paper.published} />, paper.venue]} />
      {paper.abstract === '' ? null : <p class="abstract short">{paper.abstract}</p>}
    </>
  );
}
