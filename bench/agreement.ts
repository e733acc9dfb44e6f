/**
 * Does a text have the same vector alone, among others, padded and cut? Worst cosine of 453
 * abstracts and of texts of every length, for the bundled model and those named.
 * `node build/bench/agreement.js [MODEL…]`
 */
import { readFileSync } from 'node:fs';
import { dot } from '../src/dense/math.js';
import { documentText } from '../src/embedding/embedder.js';
import { Encoder } from '../src/embedding/local/encoder.js';
import { describeModel } from '../src/embedding/local/models.js';
import { BUNDLED_MODEL } from '../src/files/package-root.js';
import { STARTER_CORPUS } from '../src/importing/starter.js';
import { machine, table } from './support/machine.js';

/** Texts at a time: short ones then share batches, long ones are alone. */
const TOGETHER = 64;
const WORDS_BEYOND_ANY_LIMIT = 2_000;

const abstracts = readFileSync(STARTER_CORPUS, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as { title: string; summary: string });
const texts = {
  titles: abstracts.map(({ title }) => title),
  abstracts: abstracts.map(({ title, summary }) => documentText({ title, abstract: summary })),
  'beginnings of every length': abstracts.map(({ summary }, i) => summary.slice(0, 3 + ((i * 17) % 900))),
  'cut at the limit': abstracts.slice(0, TOGETHER).map(({ summary }) => `${summary} `.repeat(1 + WORDS_BEYOND_ANY_LIMIT / 80)),
};

const rows: string[][] = [];
for (const path of [BUNDLED_MODEL, ...process.argv.slice(2)]) {
  const model = await describeModel(path);
  const encoder = await Encoder.load(model);
  for (const [kind, list] of Object.entries(texts))
    rows.push([model.name, path.split('/').at(-1) ?? '', kind, (await worst(encoder, list)).toFixed(6)]);
  await encoder.close();
}
console.log(`${machine()}\n`);
console.log(table(['model', 'file', 'texts', 'worst cosine, alone and together'], rows));

async function worst(encoder: Encoder, list: readonly string[]): Promise<number> {
  let lowest = 1;
  for (let start = 0; start < list.length; start += TOGETHER) {
    const group = list.slice(start, start + TOGETHER);
    const together = await encoder.encode(group, 'passage');
    const dimensions = together.length / group.length;
    for (const [i, text] of group.entries())
      lowest = Math.min(lowest, dot(await encoder.encode([text], 'passage'), together, i * dimensions));
  }
  return lowest;
}
