import { Command } from 'commander';
import { exportCommand, importProfileCommand, removeProfileCommand } from './files.js';
import { aboutCommand, followCommand, unfollowCommand } from './follow.js';
import { listProfilesCommand, newCommand, showProfileCommand } from './make.js';
import { likeCommand, markCommand } from './mark.js';
import { rulesCommand } from './rules.js';
import { resetCommand, undoCommand } from './undo.js';

export function profileCommand(): Command {
  const profile = new Command('profile').description('people and what they read: make profiles, like, follow, rules, undo, merge');
  const commands = [
    newCommand(),
    listProfilesCommand(),
    showProfileCommand(),
    likeCommand(),
    markCommand('dislike', 'papers that the reader does not want more of'),
    markCommand('read', 'papers that the reader has read'),
    markCommand('hide', 'papers that are never to be shown'),
    followCommand(),
    unfollowCommand(),
    aboutCommand(),
    rulesCommand(),
    resetCommand(),
    undoCommand(),
    importProfileCommand(),
    exportCommand(),
    removeProfileCommand(),
  ];
  for (const command of commands) profile.addCommand(command);
  return profile.addHelpText(
    'after',
    `
Examples:
  $ paperkin profile new ana --about "I work on sparse retrieval" --like 2403.09054 --library refs.bib
  $ paperkin profile new bob --author "Yann LeCun" --topic "kv cache compression"
  $ paperkin profile like ana 2405.16444 2506.15969
  $ paperkin profile rules ana --set diversity=0.5 --set mutedWords="survey, benchmark"
  $ paperkin profile undo ana
  $ paperkin profile export ana > ana.json       and on the other machine: paperkin profile import ana.json
  $ paperkin search "kv cache" --not-in-profile ana

Nothing of a profile leaves this machine. "paperkin profile COMMAND --help" has the options of one.`,
  );
}
