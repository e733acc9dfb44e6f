import { Command } from 'commander';
import { withEngine } from '../context.js';
import { hintWhenEmpty } from '../empty.js';
import { wholeNumber } from '../options.js';
import { writeJson, writeNote, writePapers } from '../output.js';

export function listCommand(): Command {
  return new Command('list')
    .description('the papers, newest first')
    .option('-n, --limit <number>', 'papers a page, 1 to 1000', wholeNumber(1, 1_000), 20)
    .option('--cursor <cursor>', 'where to go on, as the page before said')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin list
  $ paperkin list -n 1000 --json | jq -r '.papers[].title'`,
    )
    .action(({ limit, cursor }: { limit: number; cursor?: string }, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const page = await engine.papers({ limit, cursor });
        if (json) writeJson(page);
        else writePapers(page.papers);
        if (page.papers.length === 0) await hintWhenEmpty(engine);
        else if (page.next !== undefined && !json) writeNote(`More: paperkin list -n ${limit} --cursor ${page.next}`);
      }),
    );
}
