import { Command } from 'commander';
import { whyNotSentences } from '../../wording/why-not.js';
import { type PickOptions, pickOptions, picksAsked } from '../options/pick-options.js';
import { withEngine } from '../terminal/context.js';
import { writeEntry, writeJson, writeLine } from '../terminal/output.js';
import { columns, wrap } from '../terminal/terminal.js';

export function whyNotCommand(): Command {
  const command = new Command('why-not')
    .description('why a paper is not among the picks of a reader')
    .argument('<name>', 'whose profile')
    .argument('<paper>', 'arXiv id, DOI, their URLs, or an id that Paperkin printed')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin why-not ana 2405.16444
  $ paperkin why-not ana 2405.16444 -k 20 --window 30       of the list that these options give`,
    )
    .action((name: string, paper: string, options: PickOptions, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const answer = await engine.whyNot({ ...picksAsked(name, options), paper });
        if (json) return writeJson(answer);
        writeEntry('', await engine.paper({ id: answer.paper }));
        for (const sentence of whyNotSentences(answer)) writeLine(wrap(sentence, columns()));
      }),
    );
  for (const option of pickOptions()) command.addOption(option);
  return command;
}
