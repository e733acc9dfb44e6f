import type { Paper } from '../paper/paper.js';
import type { ScoredPaper } from '../search/answer.js';

/** Papers as a list: title, who, when, and the beginning of the abstract. */
export function PaperList({ papers }: { papers: readonly Paper[] }) {
  return (
    <ol class="papers">
      {papers.map((paper) => (
        <li>
          <Entry paper={paper} />
        </li>
      ))}
    </ol>
  );
}

/** The same with scores: how alike, as a number and as a bar. */
export function ScoredList({ results }: { results: readonly ScoredPaper[] }) {
  return (
    <ol class="papers">
      {results.map(({ paper, score, parts }) => (
        <li>
          <Entry paper={paper} />
          <p class="score">
            <meter min={0} max={1} value={Math.max(0, Math.min(1, score))} aria-hidden="true" />
            <span title={`meaning ${parts.meaning.toFixed(3)}`}>{score.toFixed(2)} alike</span>
          </p>
        </li>
      ))}
    </ol>
  );
}

export function paperPath(id: string): string {
  // Slashes and colons may stand in a path, and a readable address is worth keeping.
  return `/papers/${encodeURIComponent(id).replace(/%2F/g, '/').replace(/%3A/g, ':')}`;
}

/** "Ada Lovelace, Alan Turing and 3 more", "8 authors", "NVIDIA": as much as is known. */
export function authorLine({ authors, authorCount, organisation }: Paper, shown: number): string {
  const more = authors.length - shown;
  const named = authors.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const counted = authorCount === undefined ? '' : `${authorCount} author${authorCount === 1 ? '' : 's'}`;
  return [named || counted, organisation].filter(Boolean).join(' · ');
}

function Entry({ paper }: { paper: Paper }) {
  const facts = [authorLine(paper, 3), paper.published, paper.venue].filter(Boolean).join(' · ');
  return (
    <>
      <h2>
        <a href={paperPath(paper.id)}>{paper.title}</a>
      </h2>
      <p class="facts">{facts}</p>
      {paper.abstract === '' ? null : <p class="abstract short">{paper.abstract}</p>}
    </>
  );
}
