import { raw } from 'hono/html';
import type { Compared, TrendChange } from '../trends/answer.js';
import { trendMark, trendSentence } from '../wording/trend.js';
import { describeBaseline } from '../wording/trend-charts.js';

interface TrendMarkProps {
  change: TrendChange;
  compared: Compared | undefined;
}

/** A trend beside the name of a topic: "↑ 2.1×"; the sentence for those who point at it or listen. */
export function TrendMark({ change, compared }: TrendMarkProps) {
  const sentence = trendSentence(change, describeBaseline(compared));
  return (
    <span class={`trend ${change.direction}`} title={sentence}>
      <span aria-hidden="true">{trendMark(change)}</span>
      <span class="hidden">{sentence}</span>
    </span>
  );
}

/** A picture of `wording/trend-charts.ts`, which has escaped what is in it. */
export function TrendChart({ svg }: { svg: string }) {
  return <div class="chart">{raw(svg)}</div>;
}
