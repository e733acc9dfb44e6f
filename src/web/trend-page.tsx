import type { Paper } from '../paper/paper.js';
import type { TermTrends, TopicTrendView } from '../trends/answer.js';
import { formatQ, trendSentence } from '../wording/trend.js';
import { describeBaseline, topicPicture } from '../wording/trend-charts.js';
import { trendPath } from './addresses.js';
import { Facts } from './facts.js';
import { type AssetLinks, Layout } from './layout.js';
import { Entry } from './paper-list.js';
import { TermTrendList } from './term-trends.js';
import { TrendChart } from './trend-mark.js';

interface TopicTrendProps {
  view: TopicTrendView;
  terms: TermTrends | undefined;
  assets: AssetLinks;
}

/** One topic in time. */
export function TopicTrendPage({ view, terms, assets }: TopicTrendProps) {
  const { topic, change, bursts, compared, first, defining } = view;
  const spans = bursts.map(({ from, to, isOpen }) => (isOpen ? `since ${from}` : from === to ? from : `${from} to ${to}`));
  return (
    <Layout title={`${topic.name} over time · Paperkin`} assets={assets}>
      <h1>{topic.name}</h1>
      <p class="lead">{trendSentence(change, describeBaseline(compared))}</p>
      <Facts
        facts={[
          `${topic.papers.toLocaleString('en')} paper${topic.papers === 1 ? '' : 's'}`,
          formatQ(change.q),
          spans.length === 0 ? undefined : `bursts: ${spans.join(', ')}`,
        ]}
      />
      <TrendChart svg={topicPicture(view, { inPage: true })} />
      <p class="facts">
        <a href={`${trendPath(topic.id)}.svg`}>The chart as a picture</a> · <a href="/trends">All trends</a>
      </p>
      <h2 class="section">Rising terms within it</h2>
      <TermTrendList terms={terms} none="None rises by more than chance." />
      <Beginnings heading="First papers" papers={first} />
      <Beginnings heading="Defining papers" papers={defining} />
    </Layout>
  );
}

function Beginnings({ heading, papers }: { heading: string; papers: readonly Paper[] }) {
  if (papers.length === 0) return null;
  return (
    <>
      <h2 class="section">{heading}</h2>
      <ol class="papers">
        {papers.map((paper) => (
          <li>
            <Entry paper={paper} level={3} />
          </li>
        ))}
      </ol>
    </>
  );
}
