import { authorLine } from '../paper/author-line.js';
import type { Paper } from '../paper/paper.js';
import type { Answer } from '../search/answer.js';
import type { Membership } from '../topics/answer.js';
import { ActionChooser, Notice, type PaperAction } from './actions.js';
import { paperPath } from './addresses.js';
import { Facts } from './facts.js';
import { type AssetLinks, Layout } from './layout.js';
import { PaperLinks } from './paper-links.js';
import { ScoredList } from './paper-list.js';
import { Published } from './published.js';
import { TopicsOfPaper } from './topic-links.js';

/** Names shown of a collaboration before the rest are counted: on a telephone they fill half the screen. */
const AUTHORS_SHOWN = 12;

interface PaperPageProps {
  paper: Paper;
  neighbours: Answer;
  /** The topics that it belongs to. */
  topics: readonly Membership[];
  /** Who reads here. */
  readers: readonly string[];
  /** What one of them has just done with it. */
  did: PaperAction | undefined;
  reader: string | undefined;
  assets: AssetLinks;
}

/** One paper, and what is like it. */
export function PaperPage({ paper, neighbours, topics, readers, did, reader, assets }: PaperPageProps) {
  const authors = authorLine(paper, AUTHORS_SHOWN);
  return (
    <Layout title={`${paper.title} · Paperkin`} assets={assets}>
      <article>
        <h1>{paper.title}</h1>
        {authors === '' ? null : <p class="authors">{authors}</p>}
        <Facts
          facts={[
            paper.published && <Published date={paper.published} />,
            paper.venue,
            paper.categories.join(', '),
            commentLine(paper.comments),
          ]}
        />
        <TopicsOfPaper memberships={topics} />
        <Abstract text={paper.abstract} />
        {paper.keywords.length === 0 ? null : (
          <ul class="keywords" aria-label="Keywords">
            {paper.keywords.map((keyword) => (
              <li>{keyword}</li>
            ))}
          </ul>
        )}
        <PaperLinks paper={paper} />
        <Notice did={did} reader={reader} />
        {readers.length === 0 ? null : <ActionChooser readers={readers} chosen={reader} paper={paper.id} back={paperPath(paper.id)} />}
      </article>
      <section aria-labelledby="alike">
        <h2 id="alike" class="section">
          Papers like this one
        </h2>
        {neighbours.results.length === 0 ? (
          <p class="empty">There is no other paper here to compare it with yet.</p>
        ) : (
          <ScoredList results={neighbours.results} level={3} />
        )}
      </section>
    </Layout>
  );
}

function Abstract({ text }: { text: string }) {
  if (text === '') return <p class="empty">No abstract.</p>;
  return (
    <>
      {text.split('\n\n').map((paragraph) => (
        <p class="abstract">{paragraph}</p>
      ))}
    </>
  );
}

function commentLine(comments: number | undefined): string {
  if (comments === undefined) return '';
  return `${comments} comment${comments === 1 ? '' : 's'}`;
}
