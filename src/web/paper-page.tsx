import { urlOf } from '../paper/id.js';
import type { Paper } from '../paper/paper.js';
import type { Answer } from '../search/answer.js';
import { type AssetLinks, Layout } from './layout.js';
import { authorLine, ScoredList } from './paper-list.js';

/** Names shown of a collaboration before the rest are counted. */
const AUTHORS_SHOWN = 30;

interface PaperPageProps {
  paper: Paper;
  neighbours: Answer;
  assets: AssetLinks;
}

/** One paper, and what is like it. */
export function PaperPage({ paper, neighbours, assets }: PaperPageProps) {
  return (
    <Layout title={`${paper.title} · Paperkin`} assets={assets}>
      <article>
        <h1>{paper.title}</h1>
        <p class="authors">{authorLine(paper, AUTHORS_SHOWN)}</p>
        <p class="facts">
          {[paper.published, paper.venue, paper.categories.join(' '), commentLine(paper.comments)].filter(Boolean).join(' · ')}
        </p>
        {paper.abstract === '' ? (
          <p class="empty">No abstract.</p>
        ) : (
          paper.abstract.split('\n\n').map((paragraph) => <p class="abstract">{paragraph}</p>)
        )}
        {paper.keywords.length === 0 ? null : (
          <ul class="keywords">
            {paper.keywords.map((keyword) => (
              <li>{keyword}</li>
            ))}
          </ul>
        )}
        <Links paper={paper} />
      </article>
      <section aria-labelledby="alike">
        <h2 id="alike" class="section">
          Papers like this one
        </h2>
        {neighbours.results.length === 0 ? (
          <p class="empty">There is no other paper here yet.</p>
        ) : (
          <ScoredList results={neighbours.results} />
        )}
      </section>
    </Layout>
  );
}

function Links({ paper }: { paper: Paper }) {
  const links = [...paper.ids.map((id) => [id, urlOf(id)] as const), ['source', paper.url] as const, ['code', paper.code] as const].filter(
    ([, url], i, all) => url !== undefined && all.findIndex(([, other]) => other === url) === i,
  );
  return (
    <p class="links">
      {links.map(([label, url]) => (
        <a href={url} rel="noreferrer">
          {label}
        </a>
      ))}
    </p>
  );
}

function commentLine(comments: number | undefined): string {
  if (comments === undefined) return '';
  return `${comments} comment${comments === 1 ? '' : 's'}`;
}
