import { Command, CommanderError } from 'commander';
import { asPaperkinError, EXIT, PaperkinError } from '../errors.js';
import { VERSION } from '../files/package-root.js';
import { embedCommand } from './commands/embed.js';
import { evalCommand } from './commands/eval.js';
import { importCommand } from './commands/import.js';
import { interestsCommand } from './commands/interests.js';
import { listCommand } from './commands/list.js';
import { mapCommand } from './commands/map.js';
import { mergesCommand } from './commands/merges.js';
import { modelsCommand } from './commands/models.js';
import { profileCommand } from './commands/profile/profile.js';
import { recommendCommand } from './commands/recommend.js';
import { removeCommand } from './commands/remove.js';
import { searchCommand } from './commands/search.js';
import { serveCommand } from './commands/serve.js';
import { showCommand } from './commands/show.js';
import { similarCommand } from './commands/similar.js';
import { statusCommand } from './commands/status.js';
import { topicsCommand } from './commands/topics/topics.js';
import { trendsCommand } from './commands/trends.js';
import { whyNotCommand } from './commands/why-not.js';
import { addCompletion } from './completion.js';
import { dimensionsOption } from './options/options.js';
import { watchStreams, writeError } from './terminal/output.js';

/** Runs one command line; resolves with the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  watchStreams(args.includes('--json'));
  const program = buildProgram();
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (thrown) {
    // --help and --version come this way, too; so does the help that no command at all brings.
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.ok;
    if (thrown instanceof CommanderError && thrown.code === 'commander.help') return EXIT.usage;
    const error = thrown instanceof CommanderError ? usageError(thrown, program) : asPaperkinError(thrown);
    report(error, args.includes('--json'));
    return error.exitCode;
  }
}

/** What commander says of a wrong call, in the form that all errors have. */
function usageError(thrown: CommanderError, program: Command): PaperkinError {
  const command = program.commands.find((known) => known.name() === program.args[0])?.name();
  return new PaperkinError('INVALID_INPUT', thrown.message.replace(/^error: /, '').replace('\n(', ' ('), {
    remedy: `See "paperkin ${command === undefined ? '' : `${command} `}--help".`,
  });
}

function report(error: PaperkinError, json: boolean): void {
  writeError(error, json);
  if (error.code === 'INTERNAL' && process.env['PAPERKIN_DEBUG'] && error.cause instanceof Error) console.error(error.cause.stack);
}

export function buildProgram(): Command {
  const program = new Command('paperkin')
    .description('Research papers on your own machine: what is like this paper, what answers this question.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help for a command')
    .helpCommand('help [command]', 'print help for a command')
    .option('--home <folder>', 'folder of your data (default: the system’s folder for application data, or PAPERKIN_HOME)')
    .option('--model <name>', 'embedding model for this call: name, folder or ONNX file (default: the one in use)')
    .addOption(dimensionsOption())
    .option('--json', 'print JSON for programs')
    .option('--quiet', 'print no progress')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin serve                              the page, with a starter corpus on first use
  $ paperkin import papers.jsonl                your own papers
  $ paperkin search "compress the KV cache"
  $ paperkin similar arxiv:2405.12345 -k 5
  $ paperkin profile new ana --like 2403.09054   a reader of your own
  $ paperkin recommend ana                      what to read next, and why
  $ paperkin topics update                      what your papers are made of
  $ paperkin completion bash >> ~/.bashrc       completion by the tab key`,
    );
  const commands = [
    importCommand,
    embedCommand,
    similarCommand,
    searchCommand,
    showCommand,
    listCommand,
    statusCommand,
    removeCommand,
    mergesCommand,
    profileCommand,
    recommendCommand,
    whyNotCommand,
    interestsCommand,
    topicsCommand,
    trendsCommand,
    mapCommand,
    evalCommand,
    modelsCommand,
    serveCommand,
  ];
  for (const command of commands) {
    // Global options and the way of failing hold for every command, wherever the options stand.
    const added = command().copyInheritedSettings(program);
    for (const subcommand of added.commands) subcommand.copyInheritedSettings(added);
    program.addCommand(added);
  }
  addCompletion(program);
  return program;
}
