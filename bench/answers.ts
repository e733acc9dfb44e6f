/**
 * Are the answers of two versions the same? A fixed set of 400 requests, asked one after another of a built checkout, and what
 * came back, compared byte by byte.
 *
 *   node build/bench/answers.js prepare --build FOLDER --home HOME
 *     Makes HOME with the version in FOLDER: papers, topics, a map, named topics, readers. Needs ../shared/data; once is enough.
 *   node build/bench/answers.js record --build FOLDER --home HOME --out FILE
 *     Asks the version in FOLDER on a copy of HOME; one line of JSON for each answer.
 *   node build/bench/answers.js compare FILE FILE
 *     Counts what is the same and shows where the rest begins to differ; the status is 1 where something does.
 *
 * FOLDER is a checkout in which `npm run build` has run. What differs from run to run is in `answers/marks.ts`.
 */
import { parseArgs } from 'node:util';
import { compare } from './answers/compare.js';
import { prepare } from './answers/prepare.js';
import { record } from './answers/record.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { build: { type: 'string' }, home: { type: 'string' }, out: { type: 'string' } },
});
const [command, first, second] = positionals;
const { build, home, out } = values;
if (command === 'prepare' && build && home) await prepare(build, home);
else if (command === 'record' && build && home && out) await record(build, home, out);
else if (command === 'compare' && first && second) process.exitCode = (await compare(first, second)) ? 0 : 1;
else {
  console.log('usage: node build/bench/answers.js prepare --build FOLDER --home HOME');
  console.log('       node build/bench/answers.js record --build FOLDER --home HOME --out FILE');
  console.log('       node build/bench/answers.js compare FILE FILE');
  process.exit(2);
}
