import { Command } from 'commander';
import { DEFAULT_RULES, RULES, type Rules, rulesSchema } from '../../../profile/rules.js';
import { withEngine } from '../../terminal/context.js';
import { writeJson, writeLine } from '../../terminal/output.js';
import { columns, plain, styled, wrap } from '../../terminal/terminal.js';
import { act } from './act.js';
import { readRules } from './rule-values.js';

export function rulesCommand(): Command {
  return new Command('rules')
    .description('what the reader asks of every list: shows it, or changes it')
    .argument('<name>', 'whose profile')
    .option('--set <rule=value...>', 'a number; words with commas between them; a filter as JSON')
    .option('--unset <rules...>', 'of these the default holds again')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin profile rules ana
  $ paperkin profile rules ana --set diversity=0.5 --set mutedWords="survey, benchmark" --unset window
  $ paperkin profile rules ana --set filter='{"categories":["cs.*"],"from":"2024"}'`,
    )
    .action((name: string, { set, unset }: { set?: string[]; unset?: string[] }, command: Command) => {
      if (set || unset) return act(command, name, [{ kind: 'rules', ...(set && { set: readRules(set) }), ...(unset && { unset }) }]);
      return withEngine(command, async ({ readers }, { json }) => {
        const { rules } = await readers.show(name);
        if (json) writeJson({ rules, defaults: DEFAULT_RULES });
        else writeRules(rules);
      });
    });
}

function writeRules(rules: Rules): void {
  const width = Math.max(...RULES.map((rule) => rule.length));
  for (const rule of RULES) {
    const value = rules[rule];
    const shown = value === undefined ? `${say(Object.entries(DEFAULT_RULES).find(([key]) => key === rule)?.[1])} (default)` : say(value);
    writeLine(`${styled('bold', rule.padEnd(width))}  ${plain(shown)}`);
    const dense = wrap(rulesSchema.shape[rule].description ?? '', columns() - width - 2);
    for (const line of dense.split('\n')) writeLine(styled('dim', `${' '.repeat(width)}  ${line}`));
  }
}

function say(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return 'none';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
