import type { LexicalView } from '../indexing/lexical-view.js';

/** The first `count` of some papers by the day on which they were published, the newest first. */
export async function newestFirst(lexical: Pick<LexicalView, 'days'>, keys: readonly number[], count: number): Promise<number[]> {
  const days = await lexical.days(keys);
  const order = [...keys.keys()].sort((a, b) => (days[b] as number) - (days[a] as number));
  return order.slice(0, count).map((i) => keys[i] as number);
}
