import type { Status } from '../engine.js';
import type { Paper } from '../paper/paper.js';
import type { Answer } from '../search/answer.js';
import { type AssetLinks, Layout } from './layout.js';
import { PaperList, ScoredList } from './paper-list.js';

interface ResultsProps {
  query: string;
  answer: Answer;
  assets: AssetLinks;
}

/** What a question found. */
export function ResultsPage({ query, answer, assets }: ResultsProps) {
  return (
    <Layout title={`${query} · Paperkin`} query={query} assets={assets}>
      <h1>Papers about “{query}”</h1>
      {answer.results.length === 0 ? <Nothing /> : <ScoredList results={answer.results} />}
    </Layout>
  );
}

interface HomeProps {
  papers: readonly Paper[];
  next: string | undefined;
  status: Status;
  assets: AssetLinks;
}

/** The newest papers, where nothing is asked. */
export function HomePage({ papers, next, status, assets }: HomeProps) {
  return (
    <Layout title="Paperkin" assets={assets}>
      <h1>Newest papers</h1>
      <p class="lead">
        {status.papers.toLocaleString('en')} papers, read by {status.model.name} on this machine. Ask in your own words, or open a paper to
        see what is like it.
      </p>
      {papers.length === 0 ? <Nothing /> : <PaperList papers={papers} />}
      {next === undefined ? null : (
        <p class="pager">
          <a href={`/?cursor=${encodeURIComponent(next)}`} rel="next">
            Older papers
          </a>
        </p>
      )}
    </Layout>
  );
}

function Nothing() {
  return (
    <p class="empty">
      There is nothing here yet. <code>paperkin import FILE</code> brings your papers, <code>paperkin import --starter</code> the starter
      corpus.
    </p>
  );
}
