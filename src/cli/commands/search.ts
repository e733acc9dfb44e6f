import { Command } from 'commander';
import { type AnswerOptions, answerOptions, asked } from '../options/options.js';
import { withEngine } from '../terminal/context.js';
import { hintWithoutVectors } from '../terminal/empty.js';
import { writeJson, writeNote, writeResults } from '../terminal/output.js';

export function searchCommand(): Command {
  const command = new Command('search')
    .description('papers that answer a question, by meaning and words')
    .argument('<words...>', 'what you look for, in your own words; see below for more')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin search "compress the KV cache of long contexts"
  $ paperkin search symbolic regression with reinforcement learning -k 3 --json
  $ paperkin search '"KV cache" quantis* -survey year:2024..2025' --category cs.CL cs.LG
  $ paperkin search 'author:"Song Han" OR author:LeCun'

In a question:
  "a phrase"     these words in this order      author:"Yann LeCun"  author:LeCun
  prefix*        words that begin so            category:cs.CL       category:cs.*
  -word          not this (or -"…", -author:…)  venue:NeurIPS
  this OR that   at least one of them           year:2024            year:2024..2025
An id, a URL, a title, the name of a system or an author as the whole question finds that paper first.`,
    )
    .action((words: string[], options: AnswerOptions, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const answer = await engine.search({ query: words.join(' '), ...asked(options) });
        if (json) writeJson(answer);
        else {
          for (const { from, to } of answer.corrections ?? []) writeNote(`No paper has "${from}": looked for "${to}".`);
          writeResults(answer.results);
        }
        if (answer.next !== undefined && !json) writeNote(`More: the same with --cursor ${answer.next}`);
        await hintWithoutVectors(engine, answer, options.mode);
      }),
    );
  for (const option of answerOptions()) command.addOption(option);
  return command;
}
