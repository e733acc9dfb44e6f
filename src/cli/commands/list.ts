import { Command } from 'commander';
import { topicOption, wholeNumberOption } from '../options/options.js';
import { withEngine } from '../terminal/context.js';
import { hintWhenEmpty } from '../terminal/empty.js';
import { writeJson, writeNote, writePapers } from '../terminal/output.js';

export function listCommand(): Command {
  return new Command('list')
    .description('the papers, newest first')
    .option('-n, --limit <number>', 'papers a page, 1 to 1000', wholeNumberOption(1, 1_000), 20)
    .option('--cursor <cursor>', 'where to go on, as the page before said')
    .addOption(topicOption())
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin list
  $ paperkin list --topic t4
  $ paperkin list -n 1000 --json | jq -r '.papers[].title'`,
    )
    .action(({ limit, cursor, topic }: { limit: number; cursor?: string; topic?: string[] }, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const page = await engine.papers({ limit, cursor, topic });
        if (json) writeJson(page);
        else writePapers(page.papers);
        if (page.papers.length === 0 && topic === undefined) await hintWhenEmpty(engine);
        else if (page.next !== undefined && !json) writeNote(`More: paperkin list -n ${limit}${within(topic)} --cursor ${page.next}`);
      }),
    );
}

function within(topic: readonly string[] | undefined): string {
  return topic === undefined ? '' : ` --topic ${topic.map((name) => (/^\w+$/.test(name) ? name : `"${name}"`)).join(' ')}`;
}
