import { Command } from 'commander';
import { asPaperkinError, PaperkinError } from '../../../errors.js';
import type { UpdateTopics } from '../../../topics/query.js';
import { number, wholeNumberOption } from '../../options/options.js';
import { withEngine } from '../../terminal/context.js';
import { runLongWork } from '../../terminal/long-work.js';
import { writeJson, writeLine } from '../../terminal/output.js';
import { duration } from '../../terminal/progress.js';
import { topicNames, writeUpdate } from './write.js';

export function updateTopicsCommand(): Command {
  return new Command('update')
    .description('find the topics of all papers, or bring them up to date: what is there keeps its id and name')
    .option('--topics <number>', 'how many, 1 to 300 (default: as many as the papers say); finds them anew', wholeNumberOption(1, 300))
    .option('--outliers <share>', 'share of the papers that may be in no topic, 0 to 0.5 (default: 0.1)', number(0, 0.5))
    .option('--anew', 'from nothing, instead of going on from those that there are')
    .option('--seed <number>', 'the same seed and papers give the same topics (default: 1)', wholeNumberOption(0, 2 ** 31))
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin topics update
  $ paperkin topics update --topics 40 --outliers 0.05
  $ paperkin topics update --anew --seed 7`,
    )
    .action((query: UpdateTopics, command: Command) =>
      withEngine(command, async ({ topics }, { json, quiet }) => {
        const { result, seconds } = await runLongWork(quiet ?? false, ({ signal, onProgress }) =>
          topics
            .update(query, {
              signal,
              // Files are read, too, but papers are not counted there.
              onProgress: ({ phase, ...amounts }) => onProgress?.({ phase: phase === 'reading' ? 'comparing' : phase, ...amounts }),
            })
            .catch(explain),
        );
        if (json) return writeJson({ ...result, seconds });
        writeUpdate(result, await topicNames(topics));
        writeLine(`took ${duration(seconds)}`);
      }),
    );
}

function explain(thrown: unknown): never {
  const error = asPaperkinError(thrown);
  if (error.code !== 'INTERRUPTED') throw error;
  throw new PaperkinError('INTERRUPTED', 'Interrupted.', {
    cause: error.cause,
    remedy: 'Topics are as they were before; run the same command to begin again.',
  });
}
