import { Command } from 'commander';
import { wholeNumberOption } from '../../options/options.js';
import { withEngine } from '../../terminal/context.js';
import { writeJson, writeLine } from '../../terminal/output.js';
import { plain } from '../../terminal/terminal.js';
import { topicNames, writeUpdate } from './write.js';

export function renameTopicCommand(): Command {
  return new Command('rename')
    .description('call a topic by a name that survives updates')
    .argument('<topic>', 'id or name')
    .argument('[name]', 'the new one; without it, the topic is called by its terms again')
    .addHelpText('after', '\nExamples:\n  $ paperkin topics rename t4 "KV caches"\n  $ paperkin topics rename t4')
    .action((topic: string, name: string | undefined, _flags: object, command: Command) =>
      withEngine(command, async ({ topics, namedTopics }, { json }) => {
        const isNamed = (await namedTopics.find(topic)) !== undefined;
        const renamed = isNamed ? await namedTopics.change({ topic, name }) : await topics.rename({ topic, name: name ?? '' });
        if (json) writeJson(renamed);
        else writeLine(`${renamed.id} is called ${plain(renamed.name)}`);
      }),
    );
}

export function mergeTopicsCommand(): Command {
  return new Command('merge')
    .description('make one topic of several; it keeps the id and name of the first, and updates leave it together')
    .argument('<topics...>', 'two or more, by id or name')
    .addHelpText('after', '\nExamples:\n  $ paperkin topics merge t4 t9 t12')
    .action((merged: string[], _flags: object, command: Command) => {
      if (merged.length < 2) command.error('error: name two topics or more', { exitCode: 2 });
      return withEngine(command, async ({ topics }, { json }) => {
        const update = await topics.merge({ topics: merged });
        if (json) writeJson(update);
        else writeUpdate(update, await topicNames(topics));
      });
    });
}

export function splitTopicCommand(): Command {
  return new Command('split')
    .description('take a topic apart; the greatest part keeps its id and name, and updates leave the parts as they are')
    .argument('<topic>', 'id or name')
    .option('--into <number>', 'how many parts, 2 to 10', wholeNumberOption(2, 10), 2)
    .addHelpText('after', '\nExamples:\n  $ paperkin topics split t4\n  $ paperkin topics split t4 --into 3')
    .action((topic: string, { into }: { into: number }, command: Command) =>
      withEngine(command, async ({ topics }, { json }) => {
        const update = await topics.split({ topic, into });
        if (json) writeJson(update);
        else writeUpdate(update, await topicNames(topics));
      }),
    );
}
