import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Clusterer } from '../../src/clustering/clusterer.js';
import { dimensionsOf, Placer } from '../../src/clustering/space.js';
import { sampleOf } from '../../src/numeric/random.js';
import { paperBatches } from '../../src/topics/paper-batches.js';
import { openParts } from '../recommend/parts.js';
import { nodeCommand, pythonCommand } from '../support/child.js';
import { table } from '../support/machine.js';
import { runToEnd } from '../support/process.js';
import { temporaryFolder } from '../support/temporary.js';
import type { Options } from './options.js';

const SPACE_OF = 20_000;

interface Ours {
  reading: number;
  seeding: number;
  seconds: number;
  passes: number;
  inertia: number;
}

interface Peer {
  seconds: number;
  inertia: number;
  passes: number;
  peak: number;
  reached: number | null;
}

/** How long k-means takes, and how much memory, beside scikit-learn's on the same points. */
export async function kmeans({ home, python, papers = '10000,100000,400000', topics = '300', seed }: Options): Promise<void> {
  if (home === undefined || python === undefined) {
    console.log(
      'skipped: kmeans groups the papers of a folder, which --home names, with a Python that has scikit-learn, which --python names',
    );
    return;
  }
  const folder = temporaryFolder();
  const rows: (string | number)[][] = [];
  for (const count of papers.split(',').map(Number)) {
    const { file, written, dimensions } = await writePoints(home, folder, count, Number(seed));
    for (const k of topics.split(',').map(Number)) {
      const own = await runToEnd(nodeCommand('topics/kmeans-child.js', file, `${dimensions}`, `${k}`, seed));
      const ours = JSON.parse(own.stdout) as Ours;
      const peer = async (method: string) =>
        JSON.parse(
          (await runToEnd(pythonCommand(python, 'peers/kmeans.py', method, file, `${dimensions}`, `${k}`, seed, `${ours.inertia}`))).stdout,
        ) as Peer;
      const [whole, mini] = [await peer('kmeans'), await peer('minibatch')];
      const row = (name: string, seconds: number, inertia: number, passes: number, peak: number, equal: string) =>
        rows.push([written, k, name, seconds.toFixed(1), (inertia / ours.inertia).toFixed(4), passes, Math.round(peak), equal]);
      row('ours', ours.seconds, ours.inertia, ours.passes, own.peakMegabytes, ours.seconds.toFixed(1));
      row('scikit-learn KMeans', whole.seconds, whole.inertia, whole.passes, whole.peak, whole.reached?.toFixed(1) ?? 'never');
      row(
        'scikit-learn MiniBatchKMeans',
        mini.seconds,
        mini.inertia,
        mini.passes,
        mini.peak,
        mini.inertia <= ours.inertia ? mini.seconds.toFixed(1) : 'never',
      );
    }
  }
  console.log(table(['papers', 'groups', '', 's', 'inertia / ours', 'passes', 'peak MB', 's to our inertia'], rows));
  console.log('\nPoints in memory when the clock starts; ours reads them as int8 while they come, scikit-learn as float32.');
}

async function writePoints(home: string, folder: string, count: number, seed: number) {
  const parts = await openParts(home);
  const { dimensions } = parts.dense;
  const keys = sampleOf([...(await parts.lexical.select({}))], count, seed);
  const clusterer = new Clusterer();
  const sample = [];
  for await (const { batch } of paperBatches(parts, dimensions, keys.slice(0, SPACE_OF))) sample.push(batch);
  const space = await clusterer.fit(sample, dimensions, seed);
  await clusterer.close();
  const placer = new Placer(space);
  const file = join(folder, `points-${count}.f32`);
  const out = createWriteStream(file);
  let written = 0;
  for await (const { keys: some, batch } of paperBatches(parts, dimensions, keys)) {
    const placed = placer.place(batch.vectors, batch.terms);
    if (!out.write(Buffer.from(placed.buffer))) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
    written += some.length;
  }
  await finished(out.end());
  await parts.close();
  return { file, written, dimensions: dimensionsOf(space) };
}
