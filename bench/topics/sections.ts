import { paperOfRecord } from '../../src/formats/parsers/record.js';
import { tokenize } from '../../src/lexical/terms.js';
import { buildHome } from '../recommend/home.js';
import { openParts, type Parts } from '../recommend/parts.js';
import { table } from '../support/machine.js';
import { requireShared, tsvRows, zstdLines } from '../support/shared.js';
import { temporaryFolder } from '../support/temporary.js';
import { agreementOf } from './agreement.js';
import { npmi, rowsByWord } from './coherence.js';
import type { Options } from './options.js';
import { type Corpus, ourGroups, ourTopics } from './our-topics.js';
import { type PeerTopics, peerTopics } from './peer-topics.js';
import { writePlainFiles } from './plain-files.js';

interface Sections extends Corpus {
  /** Of each paper. */
  headings: string[][];
}

/** Ours by default. */
const OUTLIERS = 0.1;

/** Do topics agree with headings that people have made, and do their words belong together? */
export async function sections({ home, python, topics = '50,100,243', seed }: Options): Promise<void> {
  const source = requireShared('benchmarks', 'sections', 'corpus.jsonl.zst');
  if (python === undefined) {
    console.log('skipped: sections compares with Python packages; --python names a Python that has them');
    return;
  }
  const parts = await openParts(home ?? (await buildHome([source], () => true)));
  const corpus = await readSections(parts, source);
  const folder = temporaryFolder();
  await writePlainFiles(folder, corpus.vectors, corpus.documents);
  console.log(
    `${corpus.keys.length} papers, ${new Set(corpus.headings.flat()).size} headings, seed ${seed}; a paper under several headings is shared out among them.`,
  );
  console.log('NPMI: mean over topics of that of their ten heaviest single words (our stems, for all methods), in whole abstracts.\n');
  const rows: (string | number)[][] = [];
  const add = (method: string, begun: number, found: PeerTopics) => rows.push([method, ...figuresOf(corpus, found), seconds(begun)]);
  for (const k of topics.split(',').map(Number)) {
    let begun = performance.now();
    add('scikit-learn KMeans + c-TF-IDF', begun, await peerTopics(python, 'kmeans', folder, k, Number(seed)));
    for (const outliers of [0, OUTLIERS]) {
      begun = performance.now();
      const groups = await ourGroups(parts, corpus.keys, k, outliers, Number(seed));
      add(outliers === 0 ? '**ours**, no outliers' : '**ours**', begun, await ourTopics(corpus, groups, k));
    }
    begun = performance.now();
    add('BERTopic with KMeans', begun, await peerTopics(python, 'bertopic-kmeans', folder, k, Number(seed)));
  }
  const begun = performance.now();
  add('BERTopic', begun, await peerTopics(python, 'bertopic', folder, 0, Number(seed)));
  console.log(table(['method', 'topics', 'NMI', 'purity', 'NMI without outliers', 'NPMI', 'outliers', 's'], rows));
  await parts.close();
}

/** Outliers count as one group. */
function figuresOf({ documents, headings }: Sections, { groups, words }: PeerTopics): (string | number)[] {
  const rows = rowsByWord(documents);
  const coherences = words.filter(({ length }) => length > 1).map((top) => npmi(top, (word) => rows.get(word), documents.length));
  const { nmi, purity } = agreementOf(groups, headings);
  const within = agreementOf(
    groups,
    headings.map((all, paper) => (groups[paper] === -1 ? [] : all)),
  );
  const coherence = coherences.reduce((sum, value) => sum + value, 0) / coherences.length;
  const outliers = groups.filter((group) => group === -1).length / groups.length;
  return [words.length, nmi.toFixed(3), purity.toFixed(3), within.nmi.toFixed(3), coherence.toFixed(3), `${(100 * outliers).toFixed(1)}%`];
}

async function readSections({ store, dense, lexical }: Parts, source: string): Promise<Sections> {
  const ids = new Map<string, string>();
  for await (const line of zstdLines(source)) {
    const record = JSON.parse(line) as { _id: string };
    ids.set(record._id, paperOfRecord(record).id);
  }
  const names = [...ids.keys()];
  const found = await store.keysOf([...ids.values()]);
  const keyOf = new Map(names.map((name, i) => [name, found[i]]));
  const headings = new Map<number, Set<string>>();
  for (const [heading = '', name = ''] of await tsvRows(requireShared('benchmarks', 'sections', 'sections.tsv'))) {
    const key = keyOf.get(name);
    if (key !== undefined) headings.set(key, (headings.get(key) ?? new Set()).add(heading));
  }
  const keys = [...headings.keys()].sort((a, b) => a - b);
  const papers = await store.byKeys(keys);
  const vectors = await dense.vectors(keys);
  const whole = keys.flatMap((key, i) => {
    const [paper, vector] = [papers[i]?.paper, vectors[i]];
    return paper && vector
      ? [{ key, vector, document: stemsOf(`${paper.title}. ${paper.abstract}`), headings: [...(headings.get(key) ?? [])] }]
      : [];
  });
  return {
    keys: whole.map(({ key }) => key),
    vectors: whole.map(({ vector }) => vector),
    documents: whole.map(({ document }) => document),
    headings: whole.map((paper) => paper.headings),
    lexical,
  };
}

function stemsOf(text: string): string[] {
  return tokenize(text).flatMap(({ isTerm, stem }) => (isTerm ? [stem] : []));
}

function seconds(begun: number): string {
  return ((performance.now() - begun) / 1_000).toFixed(1);
}
