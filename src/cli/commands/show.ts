import { Command } from 'commander';
import { withEngine } from '../terminal/context.js';
import { writeJson, writePaper } from '../terminal/output.js';

export function showCommand(): Command {
  return new Command('show')
    .description('one paper in full')
    .argument('<id>', 'arXiv id, DOI, one of their URLs, or an id that Paperkin printed')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin show 2403.09054
  $ paperkin show https://doi.org/10.1145/3477495.3531857 --json`,
    )
    .action((id: string, _options: object, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const paper = await engine.paper({ id });
        if (json) writeJson(paper);
        else writePaper(paper);
      }),
    );
}
