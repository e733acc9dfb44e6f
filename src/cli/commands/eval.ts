import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Engine, LongWork } from '../../engine.js';
import { EXIT, PaperkinError, throwIfAborted } from '../../errors.js';
import type { Evaluation, Replay } from '../../evaluate/answer.js';
import { type Benchmark, readBenchmark } from '../../evaluate/benchmark.js';
import { wholeNumberOption } from '../options/options.js';
import { type GlobalOptions, withEngine } from '../terminal/context.js';
import { writeEvaluation, writeReplay } from '../terminal/evaluation.js';
import { runLongWork } from '../terminal/long-work.js';
import { writeJson, writeNote } from '../terminal/output.js';

interface EvalFlags {
  judgements?: string;
  replay?: string;
  after: number;
  last: number;
}

const MAX_LIKES = 10_000;

export function evalCommand(): Command {
  return new Command('eval')
    .description('how good search, similar and the picks are: on a benchmark, or on what a reader has liked')
    .argument('[folder]', 'a benchmark: qrels.tsv, corpus.jsonl or corpus.ids, and queries.jsonl or profiles.jsonl')
    .option('--judgements <file>', 'another file of judgements in the folder (default: qrels.tsv)')
    .option('--replay <name>', 'a profile instead: where each of its likes stood in the list made from those before it')
    .option('--after <number>', 'with --replay: likes before the first that is looked for', wholeNumberOption(1, MAX_LIKES), 3)
    .option('--last <number>', 'with --replay: the last so many likes', wholeNumberOption(1, MAX_LIKES), 200)
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin eval ./scifact
  $ paperkin eval ./citations --judgements cocites.qrels.tsv --json
  $ paperkin eval ./followups --home ~/papers      its papers are there already
  $ paperkin eval --replay ana

A corpus.jsonl is taken into a folder of its own, which is removed at the end, unless --home is given.`,
    )
    .action((folder: string | undefined, flags: EvalFlags, command: Command) => {
      if ((folder === undefined) === (flags.replay === undefined))
        command.error('error: give the folder of a benchmark, or --replay', { exitCode: 2 });
      return folder === undefined ? evalReplay(command, flags) : evalBenchmark(command, folder, flags);
    });
}

function evalReplay(command: Command, { replay = '', after, last }: EvalFlags): Promise<void> {
  return withEngine(command, (engine, options) =>
    run<Replay>(options, (work) => engine.evaluator.replay({ profile: replay, after, last }, work), writeReplay),
  );
}

async function evalBenchmark(command: Command, folder: string, { judgements }: EvalFlags): Promise<void> {
  const benchmark = await readBenchmark(folder, judgements);
  const { home } = command.optsWithGlobals<GlobalOptions>();
  const use = (engine: Engine, options: GlobalOptions, corpus?: string) =>
    run<Evaluation>(options, (work) => evaluated(engine, benchmark, corpus, work), writeEvaluation);
  if (home !== undefined || benchmark.corpus === undefined) return withEngine(command, (engine, options) => use(engine, options));
  const temporary = await mkdtemp(join(tmpdir(), 'paperkin-eval-'));
  try {
    await withEngine(command, (engine, options) => use(engine, options, benchmark.corpus), { home: temporary });
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @param corpus The papers to take in first. */
async function evaluated(engine: Engine, benchmark: Benchmark, corpus: string | undefined, work: LongWork): Promise<Evaluation> {
  try {
    if (corpus !== undefined) await engine.importPapers(corpus, work);
    throwIfAborted(work.signal);
    return await engine.evaluator.benchmark(benchmark, work);
  } catch (error) {
    if (!(error instanceof PaperkinError && error.code === 'COMPRESSION_UNSUPPORTED')) throw error;
    const remedy = `Decompress it beside the other files: zstd -d --long=27 ${benchmark.corpus}`;
    throw new PaperkinError(error.code, error.message, { value: benchmark.corpus, remedy, cause: error });
  }
}

async function run<T extends { finished: boolean }>(
  { json, quiet }: GlobalOptions,
  work: (options: LongWork) => Promise<T>,
  write: (result: T, seconds: number) => void,
): Promise<void> {
  const { result, seconds } = await runLongWork(quiet ?? false, work);
  if (json) writeJson({ ...result, seconds });
  else write(result, seconds);
  if (result.finished) return;
  writeNote('Interrupted: the figures are of what had been asked by then.');
  process.exitCode = EXIT.interrupted;
}
