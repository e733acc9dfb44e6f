import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { EmbedResult, Engine, LongWork, ModelChoice } from '../../engine.js';
import { EXIT } from '../../errors.js';
import { type GlobalOptions, interruptible, withEngine } from '../terminal/context.js';
import { runLongWork } from '../terminal/long-work.js';
import { writeModels } from '../terminal/models-table.js';
import { writeJson, writeLine, writeNote } from '../terminal/output.js';
import { duration } from '../terminal/progress.js';

interface UseFlags {
  pooling?: 'mean' | 'cls';
  queryPrefix?: string;
  passagePrefix?: string;
}

export function modelsCommand(): Command {
  const models = new Command('models').description('the embedding models here: list, use, rollback, remove');
  models.addCommand(listModelsCommand(), { isDefault: true });
  models.addCommand(useCommand());
  models.addCommand(rollbackCommand());
  models.addCommand(removeCommand());
  return models.addHelpText(
    'after',
    `
Examples:
  $ paperkin models                             what is here, and how fast on this machine
  $ paperkin models use ./my-encoder            makes its vectors and index, then changes over
  $ paperkin models use paperkin-mini --dimensions 128
  $ paperkin models rollback                    back to the one before

A model is a sentence encoder in ONNX: a folder of this machine, an ONNX file, or the name of one in
the package, in HOME/models or in the cache of the model hub. Nothing is downloaded.`,
  );
}

function listModelsCommand(): Command {
  return new Command('list')
    .description('the models in use and those on disk, with size, licence and speed (the default)')
    .option('--no-measure', 'do not measure the speed, which takes a second or two a model')
    .action(({ measure }: { measure: boolean }, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const models = await engine.models({ measure }, { signal: interruptible() });
        if (json) writeJson(models);
        else writeModels(models);
      }),
    );
}

function useCommand(): Command {
  return new Command('use')
    .description('change the model, or its number of dimensions; the old one answers until the new one is complete')
    .argument('<model>', 'name, folder or ONNX file')
    .addOption(new Option('--pooling <way>', 'how token vectors become one, where its files do not say it').choices(['mean', 'cls']))
    .option('--query-prefix <text>', 'what the model wants before a question')
    .option('--passage-prefix <text>', 'what the model wants before a paper')
    .action((model: string, flags: UseFlags, command: Command) => {
      const { dimensions } = command.optsWithGlobals<GlobalOptions>();
      // A path must hold from any folder; a name is looked up again each time, since packages move.
      const choice: ModelChoice = { model: existsSync(model) ? resolve(model) : model, ...flags, ...(dimensions && { dimensions }) };
      return change(command, (engine, work) => engine.useModel(choice, work));
    });
}

function rollbackCommand(): Command {
  return new Command('rollback')
    .description('go back to the model before the last change')
    .action((_flags: object, command: Command) => change(command, (engine, work) => engine.rollBackModel({}, work)));
}

function removeCommand(): Command {
  return new Command('remove')
    .description('forget the vectors of a model that is not in use; its files stay')
    .argument('<model>', 'name, or identity as "paperkin models --json" tells it')
    .action((model: string, _flags: object, command: Command) =>
      withHome(command, async (engine, { json }) => {
        const result = await engine.removeModel({ name: model });
        if (json) writeJson(result);
        else writeLine(`${result.removed.toLocaleString('en')} vectors of ${model} removed`);
      }),
    );
}

function change(command: Command, work: (engine: Engine, options: LongWork) => Promise<EmbedResult>): Promise<void> {
  return withHome(command, async (engine, { json, quiet }) => {
    const { result, seconds } = await runLongWork(quiet ?? false, (options) => work(engine, options));
    const { model } = await engine.status();
    if (json) writeJson({ ...result, seconds, model });
    else {
      if (result.embedded > 0) writeLine(`${result.embedded.toLocaleString('en')} embedded, took ${duration(seconds)}`);
      writeLine(`in use: ${model.name}, ${model.indexed} of ${model.dimensions} dimensions`);
    }
    if (result.finished) return;
    writeNote('Interrupted. Run the same command again: it goes on where it stopped. Until then nothing has changed.');
    process.exitCode = EXIT.interrupted;
  });
}

/** These commands are about what the folder has chosen, not about the model of one call. */
function withHome(command: Command, use: (engine: Engine, options: GlobalOptions) => Promise<void>): Promise<void> {
  return withEngine(command, use, { model: undefined, dimensions: undefined });
}
