/**
 * Are topics what people would make of a field? Each part prints the machine, what was asked and a table; all need ../shared.
 *
 *   node build/bench/topics.js sections --python PYTHON [--home FOLDER] [--topics 50,100,243] [--seed 1]
 *     Against the headings of curated reading lists: NMI and purity of topics, coherence (NPMI) of their words and the
 *     share of outliers, beside scikit-learn's KMeans with c-TF-IDF and BERTopic on the same vectors.
 *   node build/bench/topics.js kmeans --home FOLDER --python PYTHON [--papers 10000,100000,400000] [--topics 300] [--seed 1]
 *     Time, memory and inertia of k-means beside scikit-learn's on the same points.
 *   node build/bench/topics.js growth --home FOLDER [--papers 50000] [--topics 100] [--seed 1]
 *     Do papers stay in their topic when a tenth of the papers comes later, and when the seed is another one?
 *   node build/bench/topics.js map --home FOLDER [--papers 10000,50000,all] [--landmarks 4000] [--seed 1] [--python PYTHON]
 *     How long a map takes, how much memory, and whether one may trust it, beside umap-learn up to 100,000 papers, on the same vectors.
 *
 *   python3 -m venv /tmp/topics && /tmp/topics/bin/pip install scikit-learn bertopic umap-learn
 *
 * Without --home the papers are embedded into a temporary folder first, which takes minutes.
 */
import { parseArgs } from 'node:util';
import { machine } from './support/machine.js';
import { growth } from './topics/growth.js';
import { kmeans } from './topics/kmeans.js';
import { map } from './topics/map.js';
import { sections } from './topics/sections.js';

const PARTS = { sections, kmeans, growth, map };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    home: { type: 'string' },
    python: { type: 'string' },
    topics: { type: 'string' },
    papers: { type: 'string' },
    landmarks: { type: 'string' },
    seed: { type: 'string', default: '1' },
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
