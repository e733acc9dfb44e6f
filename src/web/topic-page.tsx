import type { Paper } from '../paper/paper.js';
import type { TopicView } from '../topics/answer.js';
import type { TopicTrendView } from '../trends/answer.js';
import { topicPicture } from '../wording/trend-charts.js';
import { topicPath, trendPath, withQuery } from './addresses.js';
import { type AssetLinks, Layout } from './layout.js';
import { PaperList } from './paper-list.js';
import { Followed, FollowTopicForm, SearchWithin } from './topic-forms.js';
import { TopicLinks } from './topic-links.js';
import { TrendChart } from './trend-mark.js';

interface TopicPageProps {
  topic: TopicView;
  newest: readonly Paper[];
  /** How it has changed. */
  trend: TopicTrendView;
  /** Who reads here. */
  readers: readonly string[];
  /** Who has just begun to follow it. */
  follower: string | undefined;
  assets: AssetLinks;
}

const LEVELS = { field: 'Field', topic: 'Topic', subtopic: 'Subtopic' } as const;
const BELOW = { field: 'Topics in it', topic: 'Subtopics', subtopic: '' } as const;

/** One topic: where it stands, what it is about, what is in it, and the ways to go on from there. */
export function TopicPage({ topic, newest, trend, readers, follower, assets }: TopicPageProps) {
  const { id, level, name, label, papers, weights, below, representatives } = topic;
  const all = withQuery('/', { topic: id });
  return (
    <Layout title={`${name} · Paperkin`} assets={assets} feed={`${topicPath(id)}/feed.atom`}>
      <Breadcrumb above={topic.above} />
      <h1 class="after">{name}</h1>
      <p class="facts">
        {LEVELS[level]} of {papers.toLocaleString('en')} papers{name === label ? '' : ` · found as “${label}”`}
      </p>
      <ul class="keywords" aria-label="Terms">
        {weights.map(({ text }) => (
          <li>{text}</li>
        ))}
      </ul>
      <Followed follower={follower} name={name} />
      <SearchWithin id={id} />
      <FollowTopicForm id={id} readers={readers} chosen={follower} />
      <section aria-labelledby="time">
        <h2 id="time" class="section">
          <a href={trendPath(id)}>Over time</a>
        </h2>
        <TrendChart svg={topicPicture(trend, { inPage: true })} />
      </section>
      {below.length === 0 ? null : (
        <section aria-labelledby="below">
          <h2 id="below" class="section">
            {BELOW[level]}
          </h2>
          <TopicLinks topics={below} most={Math.max(...below.map((one) => one.papers))} />
        </section>
      )}
      <section aria-labelledby="typical">
        <h2 id="typical" class="section">
          Typical papers
        </h2>
        <PaperList papers={representatives} level={3} />
      </section>
      <section aria-labelledby="newest">
        <h2 id="newest" class="section">
          Newest papers
        </h2>
        <PaperList papers={newest} level={3} />
        <nav class="pager" aria-label="Papers of the topic">
          {papers <= newest.length ? null : <a href={all}>All {papers.toLocaleString('en')} papers, newest first</a>}
          <a href={`${topicPath(id)}/feed.atom`}>Feed</a>
        </nav>
      </section>
      <Rename id={id} name={name} />
    </Layout>
  );
}

function Breadcrumb({ above }: Pick<TopicView, 'above'>) {
  return (
    <nav class="path" aria-label="Where it stands">
      <a href="/topics">Topics</a>
      {above.toReversed().map(({ id, name }) => (
        <>
          {' › '}
          <a href={topicPath(id)}>{name}</a>
        </>
      ))}
    </nav>
  );
}

function Rename({ id, name }: { id: string; name: string }) {
  return (
    <details class="dials">
      <summary>Another name</summary>
      <form class="actions" method="post" action={`${topicPath(id)}/name`}>
        <input type="hidden" name="back" value={topicPath(id)} />
        <input name="name" value={name} maxlength={100} aria-label="Name of the topic" />
        <button class="small" type="submit">
          Rename
        </button>
      </form>
      <p class="facts">Updates keep the name. Left empty, the topic is called by its terms again.</p>
    </details>
  );
}
