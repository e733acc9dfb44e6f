import type { TermTrends, TopicTrends } from '../trends/answer.js';
import { trendSentence } from '../wording/trend.js';
import { describeBaseline, topicsPicture } from '../wording/trend-charts.js';
import { trendPath } from './addresses.js';
import { type AssetLinks, Layout } from './layout.js';
import { TermTrendList } from './term-trends.js';
import { TrendChart, TrendMark } from './trend-mark.js';

interface TrendsProps {
  level: string;
  /** Undefined where topics have never been found. */
  rising: TopicTrends | undefined;
  falling: TopicTrends | undefined;
  /** Undefined while they are counted for the first time. */
  terms: TermTrends | undefined;
  assets: AssetLinks;
}

const LEVELS = ['field', 'topic', 'subtopic'];

/** What rises and falls: topics with their charts, then terms. */
export function TrendsPage({ level, rising, falling, terms, assets }: TrendsProps) {
  return (
    <Layout title="Trends · Paperkin" assets={assets}>
      <h1>Trends</h1>
      <Lead level={level} topics={rising} />
      {rising && falling ? (
        <>
          <TopicsPart heading={`Rising ${level}s`} id="rising" topics={rising} />
          <TopicsPart heading={`Falling ${level}s`} id="falling" topics={falling} />
        </>
      ) : (
        <p class="empty">
          The topics of these papers have not been found yet: <code>paperkin topics update</code> finds them.
        </p>
      )}
      <h2 class="section">Rising terms</h2>
      <TermTrendList terms={terms} none="None rises by more than chance." />
    </Layout>
  );
}

function Lead({ level, topics }: { level: string; topics: TopicTrends | undefined }) {
  if (!topics) return null;
  const { compared, tested, upToDate } = topics;
  return (
    <>
      <p class="lead">
        {compared
          ? `Shares of all papers, ${compared.recent.weeks} weeks from ${compared.recent.from} beside the ${compared.before.weeks} before: more papers in all are no rise. ${tested.toLocaleString('en')} ${level}${tested === 1 ? '' : 's'} tested together; of those shown as rising or falling, at most 5% by chance.`
          : 'There are too few weeks of papers to tell a trend.'}
        {upToDate ? null : (
          <>
            {' '}
            Papers have come or gone since the topics were found: <code>paperkin topics update</code>.
          </>
        )}
      </p>
      <nav class="pager levels" aria-label="Levels">
        {LEVELS.map((each) => (
          <a href={`/trends?level=${each}`} aria-current={each === level ? 'page' : undefined}>
            {`${each[0]?.toUpperCase()}${each.slice(1)}s`}
          </a>
        ))}
      </nav>
    </>
  );
}

function TopicsPart({ heading, id, topics }: { heading: string; id: string; topics: TopicTrends }) {
  const { trends, total, compared } = topics;
  return (
    <>
      <h2 class="section">{heading}</h2>
      {trends.length === 0 ? (
        <p class="empty">{compared ? `No topic is ${id} significantly.` : 'Unknown.'}</p>
      ) : (
        <>
          <ul class="trends">
            {trends.map(({ topic, change }) => (
              <li>
                <a href={trendPath(topic.id)}>{topic.name}</a> <TrendMark change={change} compared={compared} />
                <p class="facts">{trendSentence(change, describeBaseline(compared))}</p>
              </li>
            ))}
          </ul>
          {total > trends.length ? <p class="facts">and {total - trends.length} more</p> : null}
          <TrendChart svg={topicsPicture(topics, heading, { inPage: true, id })} />
        </>
      )}
    </>
  );
}
