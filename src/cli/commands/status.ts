import { Command } from 'commander';
import { withEngine } from '../terminal/context.js';
import { writeJson, writeLine } from '../terminal/output.js';

export function statusCommand(): Command {
  return new Command('status')
    .description('what is here: papers, vectors, model, folder')
    .addHelpText('after', '\nExamples:\n  $ paperkin status\n  $ paperkin status --json')
    .action((_options: object, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const status = await engine.status();
        if (json) {
          writeJson(status);
          return;
        }
        const waiting = status.papers - status.embedded;
        writeLine(`papers    ${status.papers.toLocaleString('en')}`);
        writeLine(
          `vectors   ${status.embedded.toLocaleString('en')}${waiting > 0 ? ` (${waiting.toLocaleString('en')} to come: paperkin embed)` : ''}`,
        );
        const { name, dimensions, indexed, maxTokens } = status.model;
        writeLine(
          `model     ${name}, ${indexed === dimensions ? '' : `${indexed} of `}${dimensions} dimensions, up to ${maxTokens} tokens`,
        );
        writeLine(`identity  ${status.model.id}`);
        writeLine(`home      ${status.home}`);
      }),
    );
}
