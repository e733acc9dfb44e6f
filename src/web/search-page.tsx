import type { Status } from '../engine.js';
import type { Paper } from '../paper/paper.js';
import type { Answer } from '../search/answer.js';
import type { TopicSummary } from '../topics/answer.js';
import { topicPath, withQuery } from './addresses.js';
import { type AssetLinks, Layout } from './layout.js';
import { PaperList, ScoredList } from './paper-list.js';

/** Found or named. */
type TopicName = Pick<TopicSummary, 'id' | 'name'>;

interface ResultsProps {
  query: string;
  /** The topic that was searched. */
  topic: TopicName | undefined;
  answer: Answer;
  status: Status;
  assets: AssetLinks;
}

/** What a question found. */
export function ResultsPage({ query, topic, answer, status, assets }: ResultsProps) {
  return (
    <Layout title={`${query} · Paperkin`} query={query} topic={topic?.id} assets={assets}>
      <h1>Papers about “{query}”</h1>
      <Within topic={topic} elsewhere={withQuery('/', { q: query })} />
      {answer.corrections?.map(({ from, to }) => (
        <p class="lead">
          No paper has “{from}”: looked for “{to}”.
        </p>
      ))}
      {answer.results.length === 0 ? <Nothing status={status} /> : <ScoredList results={answer.results} level={2} />}
      {answer.next === undefined ? null : (
        <nav class="pager" aria-label="Pages of the answer">
          <a href={withQuery('/', { q: query, topic: topic?.id, cursor: answer.next })} rel="next">
            More papers
          </a>
        </nav>
      )}
    </Layout>
  );
}

interface HomeProps {
  /** Of these papers alone, if any. */
  topic: TopicName | undefined;
  papers: readonly Paper[];
  next: string | undefined;
  /** Is this a later page than the first? */
  later: boolean;
  status: Status;
  assets: AssetLinks;
}

/** The newest papers, where nothing is asked. */
export function HomePage({ topic, papers, next, later, status, assets }: HomeProps) {
  return (
    <Layout title={later ? 'Older papers · Paperkin' : 'Paperkin'} topic={topic?.id} assets={assets}>
      <h1>{later ? 'Older papers' : 'Newest papers'}</h1>
      <Within topic={topic} elsewhere="/" />
      {status.papers === 0 || topic ? null : <Lead status={status} />}
      {papers.length === 0 ? <Nothing status={status} /> : <PaperList papers={papers} />}
      {next === undefined && !later ? null : (
        <nav class="pager" aria-label="Pages of papers">
          {later ? <a href={topic ? `/?topic=${topic.id}` : '/'}>Newest papers</a> : null}
          {next === undefined ? null : (
            <a href={withQuery('/', { cursor: next, topic: topic?.id })} rel="next">
              Older papers
            </a>
          )}
        </nav>
      )}
    </Layout>
  );
}

/** In which topic it was looked, and the way out of it. */
function Within({ topic, elsewhere }: { topic: TopicName | undefined; elsewhere: string }) {
  if (topic === undefined) return null;
  return (
    <p class="lead">
      In the topic <a href={topicPath(topic.id)}>{topic.name}</a> · <a href={elsewhere}>in all papers</a>
    </p>
  );
}

function Lead({ status: { papers, embedded, model } }: { status: Status }) {
  return (
    <p class="lead">
      {papers.toLocaleString('en')} paper{papers === 1 ? '' : 's'}, read by {model.name} on this machine. Ask in your own words, or open a
      paper to see what is like it.
      {embedded < papers ? (
        <>
          {' '}
          Found by words alone: {(papers - embedded).toLocaleString('en')} without a vector; <code>paperkin embed</code> makes them.
        </>
      ) : null}
    </p>
  );
}

/** Why an answer is empty: the question leaves every paper out, or there is none. */
function Nothing({ status: { papers, embedded } }: { status: Status }) {
  if (papers > 0)
    return (
      <p class="empty">
        No results among {papers.toLocaleString('en')} papers. A phrase in quotation marks, a word with a minus, or a field such as{' '}
        <code>year:2024</code> leaves papers out.
        {embedded < papers ? (
          <>
            {' '}
            {(papers - embedded).toLocaleString('en')} have no vector yet, so words alone were compared: <code>paperkin embed</code> makes
            them.
          </>
        ) : null}
      </p>
    );
  return (
    <p class="empty">
      There are no papers here yet: <code>paperkin import FILE</code> brings yours, <code>paperkin import --starter</code> the starter
      corpus.
    </p>
  );
}
