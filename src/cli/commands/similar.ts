import { text as readAll } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { type SimilarQuery, STRATEGIES } from '../../search/query.js';
import { type AnswerOptions, answerOptions, asked } from '../options/options.js';
import { withEngine } from '../terminal/context.js';
import { hintWithoutVectors } from '../terminal/empty.js';
import { writeJson, writeNote, writeResults } from '../terminal/output.js';

interface SimilarOptions extends AnswerOptions, Pick<SimilarQuery, 'text' | 'when' | 'unlike' | 'strategy'> {}

export function similarCommand(): Command {
  const command = new Command('similar')
    .description('papers like a paper, several papers, or a text')
    .argument('[ids...]', 'arXiv ids, DOIs, their URLs, or ids that Paperkin printed')
    .option('--text <text>', 'a text, a draft abstract say, instead of papers or beside them; - reads standard input')
    .option('--unlike <ids...>', 'papers to keep away from')
    .addOption(
      new Option('--strategy <name>', 'like all of them together, or like the nearest of them').choices(STRATEGIES).default('average'),
    )
    .addOption(new Option('--when <when>', 'only papers published before these, or after them').choices(['earlier', 'later']))
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin similar 2403.09054
  $ paperkin similar https://arxiv.org/abs/2403.09054 2506.15969 -k 5
  $ paperkin similar --text - < draft-abstract.txt
  $ paperkin similar 2403.09054 --from 2025 --category cs.CL cs.LG
  $ paperkin similar 2403.09054 --when later
  $ paperkin similar 2403.09054 2405.16444 --unlike 2506.15969 --diversity 0.5`,
    )
    .action((ids: string[], { text, when, unlike, strategy, ...options }: SimilarOptions, command: Command) => {
      if (ids.length === 0 && text === undefined) command.error('error: give the id of a paper, or --text', { exitCode: 2 });
      return withEngine(command, async (engine, { json }) => {
        const like = { ...(ids.length > 0 && { ids }), text: text === '-' ? await readAll(process.stdin) : text };
        const answer = await engine.similar({ ...like, unlike, strategy, when, ...asked(options) });
        if (json) writeJson(answer);
        else writeResults(answer.results);
        if (answer.next !== undefined && !json) writeNote(`More: the same with --cursor ${answer.next}`);
        await hintWithoutVectors(engine, answer, options.mode);
      });
    });
  for (const option of answerOptions()) command.addOption(option);
  return command;
}
