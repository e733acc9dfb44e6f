import { Command, Option } from 'commander';
import { EXIT, PaperkinError } from '../../errors.js';
import { embedStandardInput, type StreamFlags } from '../embed-stdin/embed-stdin.js';
import { INPUTS } from '../embed-stdin/records.js';
import { VECTOR_FORMATS } from '../embed-stdin/vector-writer.js';
import { type GlobalOptions, withEngine } from '../terminal/context.js';
import { runLongWork } from '../terminal/long-work.js';
import { writeJson, writeLine, writeNote } from '../terminal/output.js';
import { duration } from '../terminal/progress.js';

/** Options that say how standard input is embedded, and nothing without it. */
const STREAM_OPTIONS = ['input', 'format', 'out', 'query'] as const;

export function embedCommand(): Command {
  return new Command('embed')
    .description('give every paper its vector that has none yet, or vectors to texts of your own')
    .option('--stdin', 'texts from standard input instead, one a line; their vectors to standard output')
    .addOption(new Option('--input <kind>', 'what the lines are, where the first does not tell: text, or JSON Lines').choices(INPUTS))
    .addOption(new Option('--format <format>', 'of the vectors (default: jsonl)').choices(VECTOR_FORMATS))
    .option('--out <file>', 'where the vectors go (default: standard output)')
    .option('--query', 'the texts are questions: some models want them marked')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin import papers.jsonl --no-embed
  $ paperkin embed
  $ paperkin embed --stdin < titles.txt > vectors.jsonl
  $ paperkin embed --stdin --format npy --out vectors.npy < papers.jsonl

A line of JSON Lines is a string, or an object with "text", or with "title" and "abstract"; an "id" is given back.`,
    )
    .action(async (flags: StreamFlags & { stdin?: boolean }, command: Command) => {
      if (flags.stdin) return embedStandardInput(command.optsWithGlobals<StreamFlags & GlobalOptions>());
      const given = STREAM_OPTIONS.find((name) => flags[name] !== undefined);
      if (given === undefined) return embedMissing(command);
      throw new PaperkinError('INVALID_INPUT', `--${given} says how standard input is embedded, and needs --stdin.`, {
        remedy: 'Add --stdin, or leave it out to embed the papers that have no vector.',
      });
    });
}

function embedMissing(command: Command): Promise<void> {
  return withEngine(command, async (engine, { json, quiet }) => {
    const { result, seconds } = await runLongWork(quiet ?? false, (options) => engine.embedPapers({}, options));
    if (json) writeJson({ ...result, seconds });
    else writeLine(`${result.embedded.toLocaleString('en')} embedded, took ${duration(seconds)}`);
    if (result.finished) return;
    writeNote('Interrupted. Run the same command again: it goes on where it stopped.');
    process.exitCode = EXIT.interrupted;
  });
}
