import { text as readAll } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { withEngine } from '../context.js';
import { hintWithoutMeaning } from '../empty.js';
import { type AnswerOptions, answerOptions, asked } from '../options.js';
import { writeJson, writeResults } from '../output.js';

export function similarCommand(): Command {
  const command = new Command('similar')
    .description('papers like a paper, several papers, or a text')
    .argument('[ids...]', 'arXiv ids, DOIs, their URLs, or ids that Paperkin printed')
    .option('--text <text>', 'a text instead of papers, a draft abstract say; - reads standard input')
    .addOption(new Option('--when <when>', 'only papers published before these, or after them').choices(['earlier', 'later']))
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin similar 2403.09054
  $ paperkin similar https://arxiv.org/abs/2403.09054 2506.15969 -k 5
  $ paperkin similar --text - < draft-abstract.txt
  $ paperkin similar 2403.09054 --from 2025 --category cs.CL cs.LG
  $ paperkin similar 2403.09054 --when later`,
    )
    .action(
      (ids: string[], { text, when, ...options }: AnswerOptions & { text?: string; when?: 'earlier' | 'later' }, command: Command) => {
        if (ids.length === 0 && text === undefined) command.error('error: give the id of a paper, or --text', { exitCode: 2 });
        if (ids.length > 0 && text !== undefined) command.error('error: give ids or --text, not both', { exitCode: 2 });
        return withEngine(command, async (engine, { json }) => {
          const seed = text === undefined ? { ids } : { text: text === '-' ? await readAll(process.stdin) : text };
          const answer = await engine.similar({ ...seed, when, ...asked(options) });
          if (json) writeJson(answer);
          else writeResults(answer.results);
          await hintWithoutMeaning(engine, answer);
        });
      },
    );
  for (const option of answerOptions()) command.addOption(option);
  return command;
}
