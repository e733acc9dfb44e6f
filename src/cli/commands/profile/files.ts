import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import { unusableFile } from '../../../errors.js';
import { withEngine } from '../../terminal/context.js';
import { writeJson, writeLine } from '../../terminal/output.js';
import { plain } from '../../terminal/terminal.js';

export function exportCommand(): Command {
  return new Command('export')
    .description('the profile as a file, on standard output: a backup, or for another machine')
    .argument('<name>', 'whose profile')
    .addHelpText('after', '\nExamples:\n  $ paperkin profile export ana > ana.json')
    .action((name: string, _flags: object, command: Command) =>
      withEngine(command, async (engine) => {
        process.stdout.write(await engine.exportProfile({ profile: name }));
      }),
    );
}

export function importProfileCommand(): Command {
  return new Command('import')
    .description('take in a profile’s file; with what is here of the same profile it is merged, however often')
    .argument('<file>', 'as "paperkin profile export" writes it; - reads standard input')
    .option('--name <name>', 'take it for the profile of this name, whatever the file says')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin profile import ana.json
  $ ssh laptop paperkin profile export ana | paperkin profile import -`,
    )
    .action((file: string, { name }: { name?: string }, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const bytes = file === '-' ? await buffer(process.stdin) : await bytesOf(file);
        const result = await engine.importProfile({ bytes, name, file: file === '-' ? 'standard input' : file });
        if (json) writeJson(result);
        else
          writeLine(`${plain(result.name)}: ${result.added.toLocaleString('en')} events new, ${result.events.toLocaleString('en')} in all`);
      }),
    );
}

export function removeProfileCommand(): Command {
  return new Command('remove')
    .description('forget a profile and all that was kept beside it')
    .argument('<name>', 'whose profile')
    .option('--yes', 'do it: it cannot be undone')
    .addHelpText('after', '\nExamples:\n  $ paperkin profile export ana > ana.json && paperkin profile remove ana --yes')
    .action((name: string, { yes }: { yes?: true }, command: Command) => {
      if (!yes) command.error(`error: it cannot be undone: say "paperkin profile remove ${name} --yes"`, { exitCode: 2 });
      return withEngine(command, async (engine, { json }) => {
        const result = await engine.removeProfile({ profile: name });
        if (json) writeJson(result);
        else
          writeLine(
            `${plain(result.name)} removed${result.events === undefined ? '' : `, with ${result.events.toLocaleString('en')} events`}`,
          );
      });
    });
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw unusableFile(path, 'read', cause);
  }
}
