import { Command } from 'commander';
import { mergeTopicsCommand, renameTopicCommand, splitTopicCommand } from './edit.js';
import { followTopicCommand } from './follow.js';
import { changeTopicCommand, forgetTopicCommand, judgeTopicCommand, namedTopicsCommand, nameTopicCommand } from './named.js';
import { listTopicsCommand, showTopicCommand, topicsOfCommand } from './show.js';
import { updateTopicsCommand } from './update.js';

export function topicsCommand(): Command {
  const topics = new Command('topics').description(
    'what the papers are made of: find topics, list, show, rename, merge, split, name, judge, follow',
  );
  topics.addCommand(listTopicsCommand(), { isDefault: true });
  const commands = [
    updateTopicsCommand(),
    showTopicCommand(),
    topicsOfCommand(),
    renameTopicCommand(),
    mergeTopicsCommand(),
    splitTopicCommand(),
    nameTopicCommand(),
    namedTopicsCommand(),
    judgeTopicCommand(),
    changeTopicCommand(),
    forgetTopicCommand(),
    followTopicCommand(),
  ];
  for (const command of commands) topics.addCommand(command);
  return topics.addHelpText(
    'after',
    `
Examples:
  $ paperkin topics update                      finds them, or brings them up to date
  $ paperkin topics                             the largest first
  $ paperkin topics list --parent f1
  $ paperkin topics show t4 --papers 10 --sort date
  $ paperkin topics rename t4 "KV caches"
  $ paperkin topics name "KV cache"              a topic of your own
  $ paperkin topics judge "KV cache" --no 2405.16444
  $ paperkin topics follow t4 --profile ana
  $ paperkin search "eviction" --topic t4

Where a command wants the id of a topic, its name does as well. What you have named\ngoes before what was found.`,
  );
}
