import type { Membership, TopicSummary } from '../topics/answer.js';
import type { Compared, TrendChange } from '../trends/answer.js';
import { topicPath, trendPath } from './addresses.js';
import { TrendMark } from './trend-mark.js';

interface TopicListProps {
  topics: readonly Pick<TopicSummary, 'id' | 'name' | 'papers' | 'terms'>[];
  /** Papers of the largest topic of the page: the bars of all are beside it. */
  most: number;
  /** How they change, by id, where that is known. */
  trends?: TrendsById | undefined;
}

/** Changes of topics of one level, and what was compared. */
export interface TrendsById {
  changes: ReadonlyMap<string, TrendChange>;
  compared: Compared | undefined;
}

/** Topics with their sizes as bars, and terms that their names do not say already. */
export function TopicLinks({ topics, most, trends }: TopicListProps) {
  return (
    <ul class="topics">
      {topics.map(({ id, name, papers, terms }) => (
        <li>
          <span>
            <a href={topicPath(id)}>{name}</a> <Trend id={id} trends={trends} />
          </span>
          <meter min={0} max={1} value={most === 0 ? 0 : papers / most} aria-hidden="true" />
          <span class="size">
            {papers.toLocaleString('en')}
            <span class="hidden"> papers</span>
          </span>
          <Terms terms={terms.filter((term) => !name.includes(term))} />
        </li>
      ))}
    </ul>
  );
}

/** Only what rises or falls has a mark: that the others do not is no news. */
function Trend({ id, trends }: { id: string; trends: TrendsById | undefined }) {
  const change = trends?.changes.get(id);
  if (change?.direction !== 'rising' && change?.direction !== 'falling') return null;
  return (
    <a href={trendPath(id)}>
      <TrendMark change={change} compared={trends?.compared} />
    </a>
  );
}

function Terms({ terms }: { terms: readonly string[] }) {
  if (terms.length === 0) return null;
  return <p class="facts">{terms.join(', ')}</p>;
}

/** The topics that a paper belongs to, and how much, where there is more than one. */
export function TopicsOfPaper({ memberships }: { memberships: readonly Membership[] }) {
  if (memberships.length === 0) return null;
  return (
    <p class="facts">
      {memberships.length === 1 ? 'Topic: ' : 'Topics: '}
      {memberships.map(({ topic, share }, i) => (
        <>
          {i === 0 ? '' : ' · '}
          <a href={topicPath(topic.id)}>{topic.name}</a>
          {memberships.length === 1 ? '' : ` ${Math.round(100 * share)}%`}
        </>
      ))}
    </p>
  );
}
