import { Command } from 'commander';
import { EXIT } from '../../errors.js';
import { interruptible, withEngine } from '../context.js';
import { writeJson, writeLine, writeNote } from '../output.js';
import { duration, ProgressLine } from '../progress.js';

export function embedCommand(): Command {
  return new Command('embed')
    .description('give every paper its vector that has none yet')
    .addHelpText('after', '\nExamples:\n  $ paperkin import papers.jsonl --no-embed\n  $ paperkin embed')
    .action((_options: object, command: Command) =>
      withEngine(command, async (engine, { json, quiet }) => {
        const progress = new ProgressLine(quiet ?? false);
        const begun = performance.now();
        const result = await engine
          .embedPapers({ signal: interruptible(), onProgress: (step) => progress.show(step) })
          .finally(() => progress.end());
        const seconds = (performance.now() - begun) / 1_000;
        if (json) writeJson({ ...result, seconds });
        else writeLine(`${result.embedded.toLocaleString('en')} embedded, took ${duration(seconds)}`);
        if (result.finished) return;
        writeNote('Interrupted. Run the same command again: it goes on where it stopped.');
        process.exitCode = EXIT.interrupted;
      }),
    );
}
