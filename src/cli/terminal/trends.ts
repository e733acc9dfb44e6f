import type { Paper } from '../../paper/paper.js';
import type { Compared, TermTrends, TopicTrends, TopicTrendView, TrendBurst, TrendChange, TrendTimeline } from '../../trends/answer.js';
import { formatQ, trendMark, trendSentence } from '../../wording/trend.js';
import { describeBaseline, LINE_COLUMNS, trendLine } from '../../wording/trend-charts.js';
import { writeEntry, writeLine, writeNote } from './output.js';
import { columns, plain, styled, truncateToWidth, wrap } from './terminal.js';

/** A mark such as "↑ 2.1×" and its distance. */
const MARK_WIDTH = 8;
const HEAD_WIDTH = MARK_WIDTH + LINE_COLUMNS + 2;

/** Topics as people read trends: mark, the last two years, name and id; what is said of it below. */
export function writeTopicTrends({ trends, total, timeline, compared, tested, upToDate }: TopicTrends): void {
  for (const { topic, change, counts, bursts } of trends) writeTrend(topic.name, topic.id, change, counts, { timeline, compared, bursts });
  writeTested(tested, compared, timeline);
  if (trends.length < total) writeNote(`${total} in all: --limit shows more`);
  if (total === 0 && compared) writeNote('None changes by more than chance.');
  if (!upToDate) writeNote('Papers have come or gone since these topics were found: "paperkin topics update".');
}

export function writeTermTrends({ trends, total, topic, timeline, compared, tested, made, upToDate }: TermTrends): void {
  for (const { term, also, change, counts } of trends)
    writeTrend([term, ...also].join(', '), '', change, counts, { timeline, compared, bursts: [] });
  writeTested(tested, compared, timeline);
  if (trends.length < total) writeNote(`${total} in all: --limit shows more`);
  if (total === 0 && compared) writeNote(`None changes by more than chance${topic ? ` within ${plain(topic.name)}` : ''}.`);
  writeNote(`counted ${made.slice(0, 10)}${upToDate ? '' : '; papers have come or gone since'}`);
}

/** One topic in full. */
export function writeTopicTrend({
  topic,
  change,
  counts,
  bursts,
  timeline,
  compared,
  tested,
  first,
  defining,
  upToDate,
}: TopicTrendView): void {
  writeTrend(topic.name, topic.id, change, counts, { timeline, compared, bursts });
  writeTested(tested, compared, timeline);
  writePapers('first papers', first);
  writePapers('defining papers: early ones that are most like what it is now', defining);
  if (!upToDate) writeNote('Papers have come or gone since these topics were found: "paperkin topics update".');
}

interface Around {
  timeline: TrendTimeline;
  compared: Compared | undefined;
  bursts: readonly TrendBurst[];
}

function writeTrend(
  name: string,
  id: string,
  change: TrendChange,
  counts: readonly number[],
  { timeline, compared, bursts }: Around,
): void {
  const mark = trendMark(change).padEnd(MARK_WIDTH);
  const line = trendLine(counts, timeline).padEnd(LINE_COLUMNS + 2);
  const behind = id === '' ? '' : `  ${styled('cyan', plain(id))}`;
  writeLine(`${mark}${line}${styled('bold', truncateToWidth(name, columns() - HEAD_WIDTH - (id === '' ? 0 : id.length + 2)))}${behind}`);
  const said = [trendSentence(change, describeBaseline(compared)), formatQ(change.q), burstWords(bursts)].filter(
    (one) => one !== undefined,
  );
  const indent = ' '.repeat(MARK_WIDTH);
  const lines = wrap(said.join(' · '), columns() - MARK_WIDTH).split('\n');
  for (const each of lines) writeLine(`${indent}${styled('dim', each)}`);
}

function burstWords(bursts: readonly TrendBurst[]): string | undefined {
  if (bursts.length === 0) return undefined;
  const spans = bursts.map(({ from, to, isOpen }) => (isOpen ? `since ${from}` : from === to ? from : `${from} to ${to}`));
  return `burst${spans.length === 1 ? '' : 's'} ${spans.join(', ')}`;
}

function writeTested(tested: number, compared: Compared | undefined, { undated }: TrendTimeline): void {
  const without = undated === 0 ? '' : `; papers without a date, in none: ${undated.toLocaleString('en')}`;
  if (!compared) writeNote(`There are too few weeks of papers to tell a trend${without}.`);
  else {
    const { recent, before } = compared;
    writeNote(
      `${recent.weeks} weeks from ${recent.from} beside ${before.weeks} from ${before.from}; ${tested.toLocaleString('en')} tested${without}`,
    );
  }
}

function writePapers(heading: string, papers: readonly Paper[]): void {
  if (papers.length === 0) return;
  writeLine();
  writeLine(styled('dim', heading));
  for (const paper of papers) writeEntry('', paper);
}
