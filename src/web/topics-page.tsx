import type { NamedTopicSummary } from '../named-topics/answer.js';
import type { TopicList as Topics, TopicUpdating } from '../topics/answer.js';
import { topicPath } from './addresses.js';
import { type AssetLinks, Layout } from './layout.js';
import { NamedTopicList } from './named-topic-list.js';
import { TopicLinks, type TrendsById } from './topic-links.js';
import { UpdateNotice } from './update-notice.js';

interface TopicsPageProps {
  named: readonly NamedTopicSummary[];
  /** Undefined where they have never been found. */
  found: { fields: Topics; topics: Topics; trends: TrendsById } | undefined;
  updating: TopicUpdating;
  /** How many papers can have a topic. */
  embedded: number;
  assets: AssetLinks;
}

/** What somebody has named, and what the papers here are made of: fields, and the topics of each. */
export function TopicsPage({ named, found, updating, embedded, assets }: TopicsPageProps) {
  return (
    <Layout title="Topics · Paperkin" assets={assets}>
      <h1>Topics</h1>
      {found === undefined ? <NoneYet embedded={embedded} running={updating.running} /> : <Lead {...found} />}
      <Updating updating={updating} />
      <NamedTopicList topics={named} />
      {found === undefined ? null : <Fields {...found} />}
      {embedded === 0 || updating.running ? null : <UpdateForm found={found} />}
    </Layout>
  );
}

function Lead({ fields, topics }: { fields: Topics; topics: Topics }) {
  return (
    <p class="lead">
      {topics.total.toLocaleString('en')} {topics.total === 1 ? 'topic' : 'topics'} in {fields.total.toLocaleString('en')}{' '}
      {fields.total === 1 ? 'field' : 'fields'}. {topics.outliers === 0 ? 'All' : `${topics.outliers.toLocaleString('en')} of`}{' '}
      {(topics.papers + topics.outliers).toLocaleString('en')} papers fit {topics.outliers === 0 ? 'a' : 'no'} topic.
    </p>
  );
}

function NoneYet({ embedded, running }: { embedded: number; running: boolean }) {
  if (running) return null;
  if (embedded === 0)
    return (
      <p class="empty">
        Topics are made of papers, and there are none with a vector yet: <code>paperkin import FILE</code> brings yours.
      </p>
    );
  return (
    <p class="empty">
      Nobody has looked for the topics of these papers yet. The button does, or <code>paperkin topics update</code>: it takes a second for
      hundreds of papers, a minute for hundreds of thousands.
    </p>
  );
}

/** How far an update is, or why the last one failed. */
function Updating({ updating: { running, phase, done = 0, total = 0, error } }: { updating: TopicUpdating }) {
  return (
    <UpdateNotice running={running} error={error}>
      {phase === undefined ? 'Looking at the papers … ' : null}
      {phase === 'reading' ? `Looking at the papers: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} … ` : null}
      {phase === 'grouping' ? 'Grouping the papers … ' : null}
      This page shows the topics as soon as they are found.
    </UpdateNotice>
  );
}

function Fields({ fields, topics, trends }: { fields: Topics; topics: Topics; trends: TrendsById }) {
  const most = Math.max(...topics.topics.map(({ papers }) => papers), 0);
  return (
    <>
      {fields.topics.map(({ id, name, papers }) => (
        <section aria-labelledby={id}>
          <h2 id={id} class="section">
            <a href={topicPath(id)}>{name}</a> <span class="share">{papers.toLocaleString('en')} papers</span>
          </h2>
          <TopicLinks topics={topics.topics.filter(({ parent }) => parent === id)} most={most} trends={trends} />
        </section>
      ))}
    </>
  );
}

function UpdateForm({ found }: Pick<TopicsPageProps, 'found'>) {
  return (
    <form class="actions" method="post" action="/topics/update">
      <input type="hidden" name="back" value="/topics" />
      <button type="submit" class={found === undefined ? '' : 'small quiet'}>
        {found === undefined ? 'Find topics' : 'Update topics'}
      </button>
      {found === undefined ? null : (
        <span class="share">
          {found.topics.upToDate ? 'As of' : 'Papers have come or changed since'} {found.topics.updated.slice(0, 10)}
        </span>
      )}
    </form>
  );
}
