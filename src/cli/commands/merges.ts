import { Command } from 'commander';
import type { Engine } from '../../engine.js';
import type { Merge, MergeReason } from '../../stores/paper-store.js';
import { wholeNumberOption } from '../options/options.js';
import { type GlobalOptions, withEngine } from '../terminal/context.js';
import { runLongWork } from '../terminal/long-work.js';
import { writeJson, writeLine, writeNote } from '../terminal/output.js';
import { plain } from '../terminal/terminal.js';

/** Why a record was taken for a paper, in words for people. */
const REASONS: Readonly<Record<MergeReason, string>> = {
  arxiv: 'same arXiv id',
  doi: 'same DOI',
  hash: 'same title and first author',
  title: 'same title and an author',
};

export function mergesCommand(): Command {
  const merges = new Command('merges').description('records that were taken for a paper that was here: list, undo');
  merges.addCommand(listMergesCommand(), { isDefault: true });
  merges.addCommand(undoCommand());
  return merges.addHelpText(
    'after',
    `
Examples:
  $ paperkin merges                 the latest first
  $ paperkin merges undo 12         the papers stand apart again, and stay so`,
  );
}

function listMergesCommand(): Command {
  return new Command('list')
    .description('merges that stand, the latest first (the default)')
    .option('-n, --limit <number>', 'merges a page, 1 to 1000', wholeNumberOption(1, 1_000), 20)
    .option('--before <number>', 'only merges with a smaller number', wholeNumberOption(1, Number.MAX_SAFE_INTEGER))
    .action((query: { limit: number; before?: number }, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const page = await engine.merges(query);
        if (json) return writeJson(page);
        for (const merge of page.merges) writeMerge(merge);
        if (page.merges.length === 0) writeNote('No merges.');
        if (page.next !== undefined) writeNote(`More: paperkin merges list -n ${query.limit} --before ${page.next}`);
      }),
    );
}

function undoCommand(): Command {
  return new Command('undo')
    .description('take a merge apart: its papers are as they were, and stay apart')
    .argument('<number>', 'number of the merge', wholeNumberOption(1, Number.MAX_SAFE_INTEGER))
    .action((number: number, _options: object, command: Command) =>
      withEngine(command, async (engine, options) => {
        const { papers } = await undo(engine, number, options);
        if (options.json) writeJson({ papers });
        else for (const { id, title } of papers) writeLine(`${id}  ${plain(title)}`);
      }),
    );
}

async function undo(engine: Engine, number: number, { quiet }: GlobalOptions) {
  const { result } = await runLongWork(quiet ?? false, (work) => engine.undoMerge(number, work));
  return result;
}

function writeMerge({ number, made, reason, before, record, paper }: Merge): void {
  writeLine(`${number}  ${made.slice(0, 10)}  ${paper?.id ?? 'removed since'}  (${REASONS[reason]})`);
  for (const { ids, title } of before) writeLine(`    ${plain(title)}  ${ids.join(' ')}`);
  writeLine(`  + ${plain(record.title)}  ${record.ids.join(' ')}`);
}
