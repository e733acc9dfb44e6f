import { Argument, Command } from 'commander';
import { withEngine } from '../../terminal/context.js';
import { writeJson, writeLine } from '../../terminal/output.js';
import { act } from './act.js';
import { describe } from './write.js';

export function undoCommand(): Command {
  return new Command('undo')
    .description('undo the last thing that the reader did, or one event; again and again')
    .argument('<name>', 'whose profile')
    .argument('[event]', 'id of an event, as it was printed; of an undo: it counts again')
    .addHelpText('after', '\nExamples:\n  $ paperkin profile undo ana\n  $ paperkin profile undo ana 0b6f0c0e-3a55-4b8e-9d0f-6a2f1c8b7d10')
    .action((name: string, event: string | undefined, _flags: object, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const result = await engine.undo({ profile: name, event });
        if (json) writeJson(result);
        else for (const each of result.undone) writeLine(`undone: ${describe(each)}`);
      }),
    );
}

export function resetCommand(): Command {
  return new Command('reset')
    .description('forget what was seen, read or hidden, so that it may be shown again')
    .argument('<name>', 'whose profile')
    .addArgument(new Argument('<what>', 'which of them').choices(['seen', 'read', 'hide']))
    .addHelpText('after', '\nExamples:\n  $ paperkin profile reset ana seen')
    .action((name: string, what: 'seen' | 'read' | 'hide', _flags: object, command: Command) =>
      act(command, name, [{ kind: 'reset', what }]),
    );
}
