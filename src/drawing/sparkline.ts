const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * A series as one line of block characters, from 0 to its greatest value; '' of nothing. Pure.
 * @param values 0 or more each.
 * @param width Columns at most: of a longer series neighbours are taken together, by their mean.
 */
export function sparkline(values: readonly number[], width: number): string {
  const columns = Math.min(Math.max(0, Math.floor(width)), values.length);
  const means = Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns);
    const some = values.slice(from, Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns)));
    return some.reduce((sum, value) => sum + value, 0) / some.length;
  });
  const most = Math.max(...means, Number.MIN_VALUE);
  return means.map((mean) => BLOCKS[Math.min(BLOCKS.length - 1, Math.floor((mean / most) * BLOCKS.length))]).join('');
}
