import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import type { Engine } from '../../engine.js';
import { asPaperkinError, PaperkinError, unusableFile } from '../../errors.js';
import type { MapReason, MapUpdate } from '../../map/answer.js';
import { type MapPictureQuery, type UpdateMap, WIDTHS } from '../../map/query.js';
import { TOPIC_LEVELS } from '../../stores/topic-store.js';
import { wholeNumberOption } from '../options/options.js';
import { withEngine } from '../terminal/context.js';
import { runLongWork } from '../terminal/long-work.js';
import { writeJson, writeLine, writeNote } from '../terminal/output.js';
import { duration } from '../terminal/progress.js';
import { plain } from '../terminal/terminal.js';

interface Flags extends UpdateMap, Pick<MapPictureQuery, 'width' | 'level'> {
  out?: string;
  dark?: true;
}

const ENDINGS = ['.svg', '.png', '.csv', '.bin'] as const;

export function mapCommand(): Command {
  return new Command('map')
    .description('all papers on a map, like beside like: makes it, or adds what has come; as a picture or as data')
    .option('--out <file>', 'write it there: a picture (.svg, .png), a table (.csv), or the compact file for programs (.bin)')
    .option('--dark', 'a picture on a dark ground')
    .option(
      '--width <pixels>',
      `of a picture, ${WIDTHS.least} to ${WIDTHS.most}; a PNG has twice as many`,
      wholeNumberOption(WIDTHS.least, WIDTHS.most),
      1_600,
    )
    .addOption(
      new Option('--level <level>', 'names in a picture down to this level, where there is room').choices(TOPIC_LEVELS).default('topic'),
    )
    .option('--anew', 'from nothing: all papers move')
    .option(
      '--seed <number>',
      'the same seed and papers give the same map (default: 1); another makes it anew',
      wholeNumberOption(0, 2 ** 31),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin map                        makes it, or adds the papers that have come
  $ paperkin map --out map.svg
  $ paperkin map --out map.png --dark --width 2400
  $ paperkin map --out map.csv

Papers that are on the map stay where they are. Colours and names are those of "paperkin topics update".`,
    )
    .action((flags: Flags, command: Command) => {
      const { out } = flags;
      if (out !== undefined && !ENDINGS.some((ending) => ending === endingOf(out)))
        command.error(`error: --out '${out}' ends with none of ${ENDINGS.join(', ')}.`, { exitCode: 2 });
      return withEngine(command, (engine, { json = false, quiet = false }) => makeAndWrite(engine, flags, { json, quiet }));
    });
}

async function makeAndWrite({ map }: Engine, flags: Flags, { json, quiet }: { json: boolean; quiet: boolean }): Promise<void> {
  const { out, anew, seed } = flags;
  const { result, seconds } = await runLongWork(quiet, async ({ signal, onProgress }) => {
    const work = { signal, onProgress: (step: Parameters<NonNullable<typeof onProgress>>[0]) => onProgress?.(step) };
    const begun = performance.now();
    const update = await map.update({ ...(anew && { anew }), ...(seed !== undefined && { seed }) }, work).catch(explain);
    const made = (performance.now() - begun) / 1_000;
    const trust = await map.trustworthiness(work);
    return { ...update, ...(trust !== undefined && { trustworthiness: trust }), made };
  });
  const { made, ...update } = result;
  const written = out === undefined ? undefined : await write(map, out, flags);
  if (json) return writeJson({ ...update, seconds, ...(out !== undefined && { out }) });
  writeUpdate(update, made);
  if (written === false) writeNote('No topics have been found, so it has one colour and no names: "paperkin topics update" finds them.');
  writeLine(`${out === undefined ? 'map' : 'written'}: ${plain(out ?? update.file)}`);
}

/** Says whether topics have been found, where that matters. @throws FILE_UNREADABLE */
async function write(map: Engine['map'], out: string, { dark, width, level }: Flags): Promise<boolean | undefined> {
  const ending = endingOf(out);
  try {
    if (ending === '.csv') await pipeline(Readable.from(await map.csv()), createWriteStream(out));
    else if (ending === '.bin') await writeFile(out, (await map.bytes()).bytes);
    else {
      const theme = dark ? 'dark' : 'light';
      const { content, hasTopics } = await map.picture({ format: ending === '.png' ? 'png' : 'svg', theme, width, level });
      await writeFile(out, content);
      return hasTopics;
    }
    return undefined;
  } catch (cause) {
    throw unusableFile(out, 'written', cause);
  }
}

function endingOf(path: string): string {
  return extname(path).toLowerCase();
}

const REASONS: Readonly<Record<MapReason, string>> = {
  first: 'made',
  asked: 'made anew',
  model: 'made anew, since the model is another',
  growth: 'made anew, since there are so many more papers than it was made of',
  landmarks: 'made anew, since most papers by which others were placed have gone',
  unknown: 'made anew, since it is not known what it was made of',
  unreadable: 'made anew, since its file could not be read',
};

function writeUpdate({ anew, papers, added, moved, dropped, trustworthiness }: MapUpdate, seconds: number): void {
  const number = (count: number) => count.toLocaleString('en');
  const changes = [
    added > 0 && `${number(added)} new`,
    moved > 0 && `${number(moved)} placed again`,
    dropped > 0 && `${number(dropped)} gone`,
  ];
  const what = anew === undefined ? changes.filter(Boolean).join(', ') || 'nothing new' : REASONS[anew];
  writeLine(`${number(papers)} papers on the map: ${what}; took ${duration(seconds)}`);
  if (trustworthiness === undefined) writeLine('too few papers to measure how far it can be trusted');
  else
    writeLine(`trustworthiness@15: ${trustworthiness.toFixed(3)} (1: neighbours on the map are neighbours in truth, .5: it is by chance)`);
}

function explain(thrown: unknown): never {
  const error = asPaperkinError(thrown);
  if (error.code !== 'INTERRUPTED') throw error;
  throw new PaperkinError('INTERRUPTED', 'Interrupted.', {
    cause: error.cause,
    remedy: 'The map is as it was before; run the same command to begin again.',
  });
}
