/**
 * Do the picks work? Each part prints the machine, what was asked and a table; all need ../shared.
 *
 *   node build/bench/recommend.js followups [--home FOLDER] [--readers dev|test|all] [--some N] [--minutes N] [--costs .01,.1,1] [--authors]
 *     A reader's later papers among 40,000, from what they wrote before: ours beside what is simpler and beside arxiv-sanity's method.
 *   node build/bench/recommend.js planted [--home FOLDER]
 *     Profiles of two readers of different fields, 12 likes of one and 4 of the other: does a list of ten serve both?
 *   node build/bench/recommend.js screening [--home FOLDER]
 *     Systematic reviews: from three included studies to the rest, then with ten more judged.
 *   node build/bench/recommend.js latency --home FOLDER [--profiles 30] [--refreshed 1000]
 *     How long a reader of 1,000 events waits, for the first list and for the next.
 *
 * Without --home the papers are embedded into a temporary folder first, which takes minutes.
 */
import { parseArgs } from 'node:util';
import { followups } from './recommend/followups.js';
import { latency } from './recommend/latency.js';
import { planted } from './recommend/planted.js';
import { screening } from './recommend/screening.js';
import { machine } from './support/machine.js';

const PARTS = { followups, planted, screening, latency };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    home: { type: 'string' },
    readers: { type: 'string', default: 'test' },
    some: { type: 'string' },
    minutes: { type: 'string' },
    costs: { type: 'string' },
    authors: { type: 'boolean' },
    profiles: { type: 'string' },
    refreshed: { type: 'string' },
  },
});
const [name = ''] = positionals;
const part = Object.entries(PARTS).find(([known]) => known === name)?.[1];
if (!part) {
  console.log(`there is no part "${name}", but ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
console.log(`${machine()}\n\nnode build/bench/recommend.js ${process.argv.slice(2).join(' ')}\n`);
await part(values);
