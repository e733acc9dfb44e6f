/**
 * Topics and the map. Each part prints the machine, what was asked and a table.
 *
 *   node build/bench/topics.js map --home FOLDER [--papers 10000,50000,all] [--landmarks 4000] [--seed 1] [--python PYTHON]
 *     How long a map takes, how much memory, and whether one may trust it; with the python of a peer (umap-learn) also that one's, up
 *     to 100,000 papers, of the same vectors.
 */
import { parseArgs } from 'node:util';
import { machine } from './support/machine.js';
import { map } from './topics/map.js';

const PARTS = { map };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    home: { type: 'string' },
    papers: { type: 'string' },
    landmarks: { type: 'string' },
    seed: { type: 'string' },
    python: { type: 'string' },
  },
});
const [name = ''] = positionals;
const part = Object.entries(PARTS).find(([known]) => known === name)?.[1];
if (!part) {
  console.log(`there is no part "${name}", but ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
console.log(`${machine()}\n\nnode build/bench/topics.js ${process.argv.slice(2).join(' ')}\n`);
await part(values);
