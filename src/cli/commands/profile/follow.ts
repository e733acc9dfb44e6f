import { text as readAll } from 'node:stream/consumers';
import { Command } from 'commander';
import { act } from './act.js';

interface FollowFlags {
  author?: string[];
  topic?: string[];
}

export function followCommand(): Command {
  return following('follow', 'authors and topics to follow')
    .option('--author <names...>', 'full names')
    .option('--topic <texts...>', 'in words')
    .addHelpText('after', '\nExamples:\n  $ paperkin profile follow ana --author "Yann LeCun" --topic "kv cache compression"');
}

export function unfollowCommand(): Command {
  return following('unfollow', 'authors and topics to follow no longer')
    .option('--author <names...>', 'as they were followed')
    .option('--topic <texts...>', 'as they were followed')
    .addHelpText('after', '\nExamples:\n  $ paperkin profile unfollow ana --topic "kv cache compression"');
}

export function aboutCommand(): Command {
  return new Command('about')
    .description('what the reader works on, in their own words, instead of what was said before')
    .argument('<name>', 'whose profile')
    .argument('[words...]', 'the text; - reads standard input; none takes back what was said')
    .addHelpText(
      'after',
      '\nExamples:\n  $ paperkin profile about ana "I work on sparse retrieval"\n  $ paperkin profile about ana - < me.txt',
    )
    .action(async (name: string, words: string[], _flags: object, command: Command) => {
      const text = words.length === 1 && words[0] === '-' ? await readAll(process.stdin) : words.join(' ');
      return act(command, name, [{ kind: 'about', text }]);
    });
}

function following(kind: 'follow' | 'unfollow', description: string): Command {
  return new Command(kind)
    .description(description)
    .argument('<name>', 'whose profile')
    .action((name: string, { author = [], topic = [] }: FollowFlags, command: Command) => {
      if (author.length + topic.length === 0) command.error('error: give --author or --topic', { exitCode: 2 });
      const named = [...author.map((each) => ['author', each] as const), ...topic.map((each) => ['topic', each] as const)];
      return act(
        command,
        name,
        named.map(([what, each]) => ({ kind, what, name: each })),
      );
    });
}
