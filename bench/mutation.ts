/**
 * Whether tests can fail: breaks compiled code on purpose, one place at a time, and runs the tests that run that place.
 * `node build/bench/mutation.js --rooms search,paper [--with formats] [--mutants 6] [--seed 1] [--folder FOLDER]` after `tsc -p tsconfig.json`.
 *
 * Works in a copy of build/ in FOLDER, by default `paperkin-mutation` in the folder of temporary files; one run a folder. It keeps what it
 * found there, so that it goes on where it was stopped. A kill holds until its file of code changes; a survivor is tried again when tests change.
 * Tests of a room are those in its folder, those that import from it, and those in the folders `--with` names. A mutant that no such test runs has survived.
 */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { PACKAGE_ROOT } from '../src/files/package-root.js';
import { type Mutant, mutantsOf, mutated } from './mutation/mutants.js';
import { MeasuredTest } from './mutation/test-runs.js';
import { machine, table } from './support/machine.js';

const { values: flags } = parseArgs({
  options: {
    rooms: { type: 'string' },
    with: { type: 'string', default: '' },
    mutants: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string', default: join(tmpdir(), 'paperkin-mutation') },
  },
});
if (!flags.rooms) throw new Error('Which rooms of src? --rooms search,paper');
const count = z.coerce.number().int().positive().parse(flags.mutants);
mkdirSync(flags.folder, { recursive: true });
// As coverage names it.
const root = realpathSync(flags.folder);

const verdictSchema = z.object({ mutant: z.string(), killedBy: z.string().optional(), tests: z.string() });
type Verdict = z.infer<typeof verdictSchema>;

copyCheckout();
const log = join(root, 'verdicts.jsonl');
const known = new Map(readVerdicts().map((verdict) => [verdict.mutant, verdict]));

console.log(machine());
for (const room of flags.rooms.split(',')) await breakRoom(room);

async function breakRoom(room: string): Promise<void> {
  const files = filesIn(join('build', 'src', room)).filter((file) => file.endsWith('.js'));
  const names = testsOf(room);
  const tests: MeasuredTest[] = [];
  for (const [i, name] of names.entries()) {
    process.stderr.write(`${room}: measuring ${i + 1} of ${names.length} tests\n`);
    tests.push(await MeasuredTest.measure(root, name));
  }
  tests.sort((a, b) => a.milliseconds - b.milliseconds);
  const rows: [file: string, killed: number, mutants: number][] = [];
  const survivors: string[] = [];
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    const mutants = mutantsOf(file, text, count, flags.seed);
    let killed = 0;
    for (const mutant of mutants) {
      const covering = tests.filter((test) => test.covers(file, mutant.start));
      const { killedBy } = await judge(file, text, mutant, covering);
      if (killedBy === undefined) {
        const survivor = `${placeOf(file, text, mutant)}${covering.length === 0 ? ' (no test runs it)' : ''}`;
        survivors.push(survivor);
        process.stderr.write(`${survivor}\n`);
      } else killed++;
    }
    if (mutants.length > 0) rows.push([relative(join('build', 'src'), file), killed, mutants.length]);
    process.stderr.write(`${room}: ${basename(file)} ${killed} of ${mutants.length} killed\n`);
  }
  const sum = (place: 1 | 2) => rows.reduce((all, row) => all + row[place], 0);
  const total = [`**${room}**`, sum(1), sum(2)];
  console.log(`\n${table(['file', 'killed', 'mutants'], [...rows, total])}\n\nSurvivors:\n${survivors.join('\n')}`);
}

/** The cheapest tests come first, and none after one that fails. */
async function judge(file: string, text: string, mutant: Mutant, covering: readonly MeasuredTest[]): Promise<Verdict> {
  const broken = mutated(text, mutant);
  const id = digest(file, broken);
  const tests = digest(...covering.map(({ name }) => readFileSync(join(root, name), 'utf8')));
  const earlier = known.get(id);
  if (earlier && (earlier.killedBy !== undefined || earlier.tests === tests)) return earlier;
  writeFileSync(join(root, file), broken);
  let killedBy: string | undefined;
  try {
    for (const test of covering)
      if (!(await test.passes())) {
        killedBy = test.name;
        break;
      }
  } finally {
    writeFileSync(join(root, file), text);
  }
  const verdict = { mutant: id, tests, ...(killedBy !== undefined && { killedBy }) };
  appendFileSync(log, `${JSON.stringify(verdict)}\n`);
  known.set(id, verdict);
  return verdict;
}

/** Where a mutant is in TypeScript, and what was made of what. */
function placeOf(file: string, text: string, { start, end, by }: Mutant): string {
  const before = text.slice(0, start).split('\n');
  const map = new SourceMap(JSON.parse(readFileSync(join(root, `${file}.map`), 'utf8')));
  const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
  const line = 'originalLine' in entry ? entry.originalLine + 1 : '?';
  const short = (code: string) => code.replace(/\s+/g, ' ').slice(0, 70);
  const source = (text.split('\n')[before.length - 1] ?? '').trim();
  return `- ${relative('build', file).replace(/js$/, 'ts')}:${line} \`${short(text.slice(start, end))}\` → \`${short(by)}\` in \`${source.slice(0, 100)}\``;
}

/** Tests find what ships from the folder of the manifest, above their own. */
function copyCheckout(): void {
  rmSync(join(root, 'build'), { recursive: true, force: true });
  for (const part of ['src', 'test']) cpSync(join(PACKAGE_ROOT, 'build', part), join(root, 'build', part), { recursive: true });
  for (const name of readdirSync(PACKAGE_ROOT)) {
    const link = join(root, name);
    if (!name.startsWith('.') && name !== 'build' && !existsSync(link)) symlinkSync(join(PACKAGE_ROOT, name), link);
  }
}

function testsOf(room: string): string[] {
  const [top = room] = room.split('/');
  const folders = [top, ...flags.with.split(',').filter(Boolean)].map((name) => join('build', 'test', name, '/'));
  return filesIn(join('build', 'test')).filter(
    (file) =>
      file.endsWith('.test.js') &&
      (folders.some((folder) => file.startsWith(folder)) || readFileSync(join(root, file), 'utf8').includes(`/src/${room}/`)),
  );
}

/** All in a folder of the copy and those within it, seen from the copy; in the order of their names. */
function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .sort();
}

/** The last line may be torn, where a run was stopped: it goes. */
function readVerdicts(): Verdict[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  writeFileSync(log, lines.map((line) => `${line}\n`).join(''));
  return lines.map((line) => verdictSchema.parse(JSON.parse(line)));
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}
