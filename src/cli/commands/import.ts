import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Engine, ImportSummary } from '../../engine.js';
import { asPaperkinError, EXIT, type PaperkinError } from '../../errors.js';
import { FORMAT_NAMES, type Format } from '../../formats/registry/formats.js';
import { STARTER_CORPUS } from '../../importing/starter.js';
import { type GlobalOptions, interruptible, lowerPriority, withEngine } from '../terminal/context.js';
import { writeError, writeJson, writeLine, writeNote } from '../terminal/output.js';
import { duration, ProgressLine } from '../terminal/progress.js';
import { plain } from '../terminal/terminal.js';

interface ImportFlags {
  format?: Format;
  embed: boolean;
  rejects?: string;
  starter?: boolean;
}

export function importCommand(): Command {
  return new Command('import')
    .description('take papers in from files, or from standard input with -')
    .argument('[files...]', 'files of papers in any of the formats below; .gz and .zst too')
    .addOption(new Option('--format <format>', 'what the files are, where their content does not tell').choices(FORMAT_NAMES))
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
      const problem = rejectsProblem(flags.rejects, sources);
      if (problem !== undefined) command.error(`error: ${problem}`, { exitCode: 2 });
      return withEngine(command, (engine, options) => importAll(engine, sources, { ...flags, ...options }));
    });
}

/** A rejects file begins empty with each source: it must not be a source, nor serve two of them. */
function rejectsProblem(rejects: string | undefined, sources: readonly string[]): string | undefined {
  if (rejects === undefined) return undefined;
  if (sources.some((source) => resolve(source) === resolve(rejects))) return `--rejects '${rejects}' would overwrite the file to import.`;
  return sources.length > 1 ? `--rejects '${rejects}' is for one file at a time; without it, each has its own.` : undefined;
}

type Outcome = { source: string } & ((ImportSummary & { seconds: number }) | { error: PaperkinError });

async function importAll(engine: Engine, sources: readonly string[], flags: ImportFlags & GlobalOptions): Promise<void> {
  lowerPriority();
  const signal = interruptible();
  const outcomes: Outcome[] = [];
  for (const source of sources) {
    if (signal.aborted) break;
    const outcome = await importOne(engine, source, flags, signal);
    // One file alone fails as any command does; of several, the others still have their turn.
    if ('error' in outcome && sources.length === 1) throw outcome.error;
    outcomes.push(outcome);
    if ('error' in outcome) writeError(outcome.error, flags.json ?? false);
    else if (!flags.json) writeSummary(outcome);
  }
  if (flags.json) writeJson(sources.length === 1 ? outcomes[0] : outcomes);
  const wentWrong = outcomes.some((outcome) => 'error' in outcome);
  // Ctrl-C during the last moments of the last file has interrupted nothing.
  const whole = outcomes.length === sources.length && outcomes.every((outcome) => 'error' in outcome || outcome.finished);
  if (signal.aborted && !whole) {
    if (!flags.json) writeNote('Interrupted. Run the same command again: it goes on where it stopped.');
    process.exitCode = EXIT.interrupted;
  } else if (wentWrong) process.exitCode = EXIT.failure;
}

async function importOne(engine: Engine, source: string, flags: ImportFlags & GlobalOptions, signal: AbortSignal): Promise<Outcome> {
  const { format, embed, rejects, quiet } = flags;
  const progress = new ProgressLine(quiet ?? false);
  const begun = performance.now();
  try {
    const summary = await engine.importPapers(source, { format, embed, rejects, signal, onProgress: (step) => progress.show(step) });
    return { source, ...summary, seconds: (performance.now() - begun) / 1_000 };
  } catch (thrown) {
    return { source, error: asPaperkinError(thrown) };
  } finally {
    progress.end();
  }
}

function writeSummary({
  source,
  report,
  embedded,
  rejectsPath,
  format,
  seconds,
}: ImportSummary & { source: string; seconds: number }): void {
  const number = (count: number) => count.toLocaleString('en');
  const parts = (['new', 'changed', 'same', 'merged', 'rejected'] as const).map((name) => `${number(report[name])} ${name}`);
  if (report.noted > 0) parts.push(`${number(report.noted)} with a note`);
  writeLine(`${source === '-' ? 'standard input' : plain(source)} (${format}): ${number(report.read)} read: ${parts.join(', ')}`);
  if (embedded > 0) writeLine(`${number(embedded)} embedded, ${Math.round(embedded / seconds)} a second over all`);
  writeLine(`took ${duration(seconds)}`);
  if (rejectsPath !== undefined) writeLine(`what could not be taken or was left aside, and why: ${plain(rejectsPath)}`);
}
