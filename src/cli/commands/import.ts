import { Command, Option } from 'commander';
import type { Engine, ImportSummary } from '../../engine.js';
import { asPaperkinError, EXIT } from '../../errors.js';
import { FORMATS, type Format } from '../../ingest/reader.js';
import { STARTER_CORPUS } from '../../intake/starter.js';
import { interruptible, withEngine } from '../context.js';
import { writeError, writeJson, writeLine, writeNote } from '../output.js';
import { duration, ProgressLine } from '../progress.js';

interface ImportFlags {
  format?: Format;
  embed: boolean;
  rejects?: string;
  starter?: boolean;
}

export function importCommand(): Command {
  return new Command('import')
    .description('take papers in from files, or from standard input with -')
    .argument('[files...]', 'JSON Lines, a JSON array, CSV, or a pasted Daily Papers page; .gz and .zst too')
    .addOption(new Option('--format <format>', 'what the files are, where their content does not tell').choices(FORMATS))
    .option('--no-embed', 'leave the vectors to a later "paperkin embed"')
    .option('--rejects <file>', 'where to write what could not be taken (default: in the home folder)')
    .option('--starter', 'the starter corpus that ships with Paperkin')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin import papers.jsonl
  $ zstd -dc --long=27 arxiv.jsonl.zst | paperkin import -
  $ paperkin import library.csv page.txt --no-embed && paperkin embed

Importing a file again changes nothing; an interrupted import goes on where it stopped.`,
    )
    .action((files: string[], flags: ImportFlags, command: Command) => {
      const sources = flags.starter ? [STARTER_CORPUS, ...files] : files;
      if (sources.length === 0) command.error('error: give a file, - for standard input, or --starter', { exitCode: 2 });
      return withEngine(command, (engine, options) => importAll(engine, sources, { ...flags, ...options }));
    });
}

async function importAll(
  engine: Engine,
  sources: readonly string[],
  flags: ImportFlags & { json?: boolean; quiet?: boolean },
): Promise<void> {
  const signal = interruptible();
  const summaries: object[] = [];
  for (const source of sources) {
    if (signal.aborted) break;
    const progress = new ProgressLine(flags.quiet ?? false);
    const begun = performance.now();
    try {
      const summary = await engine.importPapers(source, {
        format: flags.format,
        embed: flags.embed,
        rejects: flags.rejects,
        signal,
        onProgress: (step) => progress.show(step),
      });
      progress.end();
      const seconds = (performance.now() - begun) / 1_000;
      summaries.push({ source, ...summary, seconds });
      if (!flags.json) writeSummary(source, summary, seconds);
      if (!summary.finished) process.exitCode = EXIT.interrupted;
    } catch (thrown) {
      progress.end();
      const error = asPaperkinError(thrown);
      // One file alone fails as any command does; of several, the others still have their turn.
      if (sources.length === 1) throw error;
      writeError(error, flags.json ?? false);
      summaries.push({ source, error });
      process.exitCode = EXIT.failure;
    }
  }
  if (flags.json) writeJson(sources.length === 1 ? summaries[0] : summaries);
}

function writeSummary(source: string, { report, embedded, finished, rejectsPath, format }: ImportSummary, seconds: number): void {
  const number = (count: number) => count.toLocaleString('en');
  const parts = (['new', 'changed', 'same', 'merged', 'rejected'] as const).map((name) => `${number(report[name])} ${name}`);
  writeLine(`${source === '-' ? 'standard input' : source} (${format}): ${number(report.read)} read: ${parts.join(', ')}`);
  if (embedded > 0) writeLine(`${number(embedded)} embedded, ${Math.round(embedded / seconds)} a second over all`);
  writeLine(`took ${duration(seconds)}`);
  if (rejectsPath !== undefined) writeLine(`what could not be taken, and why: ${rejectsPath}`);
  if (!finished) writeNote('Interrupted. Run the same command again: it goes on where it stopped.');
}
