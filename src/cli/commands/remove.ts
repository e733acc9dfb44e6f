import { Command } from 'commander';
import { withEngine } from '../terminal/context.js';
import { writeJson, writeLine } from '../terminal/output.js';

export function removeCommand(): Command {
  return new Command('remove')
    .description('forget papers; what readers liked stays in their profiles')
    .argument('<ids...>', 'arXiv ids, DOIs, their URLs, or ids that Paperkin printed')
    .addHelpText(
      'after',
      `
All of them are removed, or none. A later import of a file that has them brings them back.

Examples:
  $ paperkin remove 2403.09054
  $ paperkin remove doi:10.1145/3477495.3531857 hash:0123456789abcdef0123`,
    )
    .action((ids: string[], _options: object, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const result = await engine.removePapers({ ids });
        if (json) writeJson(result);
        else writeLine(`${result.removed.toLocaleString('en')} removed`);
      }),
    );
}
