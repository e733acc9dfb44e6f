import { Argument, Command } from 'commander';
import type { InterestChanges } from '../../readers/query.js';
import type { InterestSummary } from '../../recommend/answer.js';
import { DECIMAL } from '../options/options.js';
import { withEngine } from '../terminal/context.js';
import { writeJson, writeLine, writeNote } from '../terminal/output.js';
import { columns, plain, styled, truncateToWidth } from '../terminal/terminal.js';
import { writeRecorded } from './profile/write.js';

const CHANGES = ['rename', 'mute', 'unmute', 'boost', 'pin', 'unpin', 'split'] as const;
type Change = (typeof CHANGES)[number];

export function interestsCommand(): Command {
  return new Command('interests')
    .description('what a reader is interested in: shows it, or changes it')
    .argument('<name>', 'whose profile')
    .addArgument(new Argument('[change]', 'what to do with one of them').choices(CHANGES))
    .argument('[id]', 'of the interest, as the list shows it')
    .argument('[values...]', 'rename: its name; boost: 0 to 10 times what its likes weigh; split: the papers to take out')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin interests ana
  $ paperkin interests ana rename 1f3a90bc "caches"
  $ paperkin interests ana boost 1f3a90bc 2                    twice the share
  $ paperkin interests ana mute 1f3a90bc                       and unmute
  $ paperkin interests ana pin 1f3a90bc                        has a place in every list
  $ paperkin interests ana split 1f3a90bc 2403.09054 2405.16444   these become an interest of their own`,
    )
    .action((name: string, change: Change | undefined, id: string | undefined, values: string[], _flags: object, command: Command) => {
      if (change !== undefined && id === undefined) command.error('error: name the interest by its id', { exitCode: 2 });
      return withEngine(command, async (engine, { json }) => {
        if (change !== undefined && id !== undefined) {
          const done = await engine.editInterest({ profile: name, interest: id, ...editOf(change, values, command) });
          return json ? writeJson(done) : writeRecorded(done);
        }
        const interests = await engine.interests({ profile: name });
        if (json) writeJson({ interests });
        else writeInterests(interests);
      });
    });
}

function editOf(change: Change, values: readonly string[], command: Command): InterestChanges {
  const [value = ''] = values;
  switch (change) {
    case 'rename':
      if (values.length === 0) command.error('error: give the new name', { exitCode: 2 });
      return { name: values.join(' ') };
    case 'boost':
      if (!DECIMAL.test(value)) command.error('error: say how many times, 2 say', { exitCode: 2 });
      return { weight: Number(value) };
    case 'split':
      if (values.length === 0) command.error('error: give the papers to take out', { exitCode: 2 });
      return { split: [...values] };
    case 'mute':
    case 'unmute':
      return { muted: change === 'mute' };
    default:
      return { pinned: change === 'pin' };
  }
}

function writeInterests(interests: readonly InterestSummary[]): void {
  for (const { id, name, share, likes, muted, pinned } of interests) {
    const marks = [muted && 'muted', pinned && 'pinned'].filter(Boolean).join(', ');
    const behind = `  ${likes.length} like${likes.length === 1 ? '' : 's'}  ${plain(id)}${marks === '' ? '' : `  ${marks}`}`;
    const before = `${Math.round(share * 100)}%`.padStart(4);
    writeLine(`${before}  ${styled('bold', truncateToWidth(name, columns() - before.length - 2 - behind.length))}${styled('dim', behind)}`);
  }
  if (interests.length === 0) writeNote('No interests yet. They appear once you like a few papers.');
}
