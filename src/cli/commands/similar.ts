import { text as readAll } from 'node:stream/consumers';
import { Command } from 'commander';
import { withEngine } from '../context.js';
import { hintWhenEmpty } from '../empty.js';
import { countOption } from '../options.js';
import { writeJson, writeResults } from '../output.js';

export function similarCommand(): Command {
  return new Command('similar')
    .description('papers like a paper, several papers, or a text')
    .argument('[ids...]', 'arXiv ids, DOIs, their URLs, or ids that Paperkin printed')
    .option('--text <text>', 'a text instead of papers, a draft abstract say; - reads standard input')
    .addOption(countOption())
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin similar 2403.09054
  $ paperkin similar https://arxiv.org/abs/2403.09054 2506.15969 -k 5
  $ paperkin similar --text - < draft-abstract.txt`,
    )
    .action((ids: string[], { text, count }: { text?: string; count: number }, command: Command) => {
      if (ids.length === 0 && text === undefined) command.error('error: give the id of a paper, or --text', { exitCode: 2 });
      if (ids.length > 0 && text !== undefined) command.error('error: give ids or --text, not both', { exitCode: 2 });
      return withEngine(command, async (engine, { json }) => {
        const seed = text === undefined ? { ids } : { text: text === '-' ? await readAll(process.stdin) : text };
        const answer = await engine.similar({ ...seed, k: count });
        if (json) writeJson(answer);
        else writeResults(answer.results);
        if (answer.results.length === 0) await hintWhenEmpty(engine);
      });
    });
}
