import { Command } from 'commander';
import { withEngine } from '../context.js';
import { hintWhenEmpty } from '../empty.js';
import { countOption } from '../options.js';
import { writeJson, writeResults } from '../output.js';

export function searchCommand(): Command {
  return new Command('search')
    .description('papers that answer a question, by meaning')
    .argument('<words...>', 'what you look for, in your own words')
    .addOption(countOption())
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin search "compress the KV cache of long contexts"
  $ paperkin search symbolic regression with reinforcement learning -k 3 --json`,
    )
    .action((words: string[], { count }: { count: number }, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const answer = await engine.search({ query: words.join(' '), k: count });
        if (json) writeJson(answer);
        else writeResults(answer.results);
        if (answer.results.length === 0) await hintWhenEmpty(engine);
      }),
    );
}
