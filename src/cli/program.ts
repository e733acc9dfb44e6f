import tab from '@bomb.sh/tab/commander';
import { Command, CommanderError } from 'commander';
import { asPaperkinError, EXIT, type PaperkinError } from '../errors.js';
import { VERSION } from '../package-root.js';
import { embedCommand } from './commands/embed.js';
import { importCommand } from './commands/import.js';
import { listCommand } from './commands/list.js';
import { searchCommand } from './commands/search.js';
import { serveCommand } from './commands/serve.js';
import { showCommand } from './commands/show.js';
import { similarCommand } from './commands/similar.js';
import { statusCommand } from './commands/status.js';
import { quietOnClosedPipe, writeError } from './output.js';

/** Runs one command line; resolves with the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  quietOnClosedPipe();
  const program = buildProgram();
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (thrown) {
    // Commander has written its message already; --help and --version come this way, too.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const error = asPaperkinError(thrown);
    report(error, args.includes('--json'));
    return error.exitCode;
  }
}

function report(error: PaperkinError, json: boolean): void {
  writeError(error, json);
  if (error.code === 'INTERNAL' && process.env['PAPERKIN_DEBUG'] && error.cause instanceof Error) console.error(error.cause.stack);
}

function buildProgram(): Command {
  const program = new Command('paperkin')
    .description('Research papers on your own machine: what is like this paper, what answers this question.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help for a command')
    .option('--home <folder>', 'folder of your data (default: the system’s folder for application data, or PAPERKIN_HOME)')
    .option('--model <folder>', 'folder of the embedding model (default: the one that ships)')
    .option('--json', 'print JSON for programs')
    .option('--quiet', 'print no progress')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin serve                              the page, with a starter corpus on first use
  $ paperkin import papers.jsonl                your own papers
  $ paperkin search "compress the KV cache"
  $ paperkin similar arxiv:2405.12345 -k 5
  $ paperkin completion bash >> ~/.bashrc       completion by the tab key`,
    );
  const commands = [importCommand, embedCommand, similarCommand, searchCommand, showCommand, listCommand, statusCommand, serveCommand];
  for (const command of commands) {
    // Global options and the way of failing hold for every command, wherever the options stand.
    program.addCommand(command().copyInheritedSettings(program));
  }
  tab(program, { completionCommandName: 'completion' });
  return program;
}
