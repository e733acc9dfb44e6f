import { Command } from 'commander';
import { withEngine } from '../../terminal/context.js';
import { writeJson, writeLine } from '../../terminal/output.js';
import { plain } from '../../terminal/terminal.js';
import { writeRecorded } from '../profile/write.js';

export function followTopicCommand(): Command {
  return new Command('follow')
    .description('have a reader follow a topic, by its name: papers about it stand higher among their picks')
    .argument('<topic>', 'id or name')
    .requiredOption('--profile <name>', 'who follows it')
    .addHelpText('after', '\nExamples:\n  $ paperkin topics follow t4 --profile ana')
    .action((topic: string, { profile }: { profile: string }, command: Command) =>
      withEngine(command, async ({ readers, topics, namedTopics }, { json }) => {
        const done = await readers.followTopic(profile, (await namedTopics.find(topic)) ?? (await topics.resolve(topic)));
        if (json) return writeJson(done);
        writeLine(`${plain(done.name)} follows ${done.topic.id}, as the topic in words "${plain(done.topic.name)}"`);
        writeRecorded(done);
      }),
    );
}
