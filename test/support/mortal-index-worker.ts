import { appendFileSync, readFileSync } from 'node:fs';
import { LiveIndex } from '../../src/dense/hnsw/live-index.js';

/**
 * The real worker of the index, which dies at a question for exactly 13 neighbours, as often as INDEX_DEATHS says. They are counted in
 * INDEX_DEATHS_FILE, since a thread that has died remembers nothing.
 */
const { INDEX_DEATHS = '0', INDEX_DEATHS_FILE = '' } = process.env;

const nearest = LiveIndex.prototype.nearest;
LiveIndex.prototype.nearest = function (this: LiveIndex, ...[query, k, options]: Parameters<typeof nearest>) {
  if (k === 13 && readFileSync(INDEX_DEATHS_FILE, 'utf8').length < Number(INDEX_DEATHS)) {
    appendFileSync(INDEX_DEATHS_FILE, 'x');
    process.exit(7);
  }
  return nearest.call(this, query, k, options);
};

await import('../../src/dense/hnsw/index-worker.js');
