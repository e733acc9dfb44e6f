import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { unusableFile } from '../../errors.js';
import { TOPIC_LEVELS } from '../../stores/topic-store.js';
import { DIRECTIONS, MOST_TERMS, type TermTrendsQuery, type TopicTrendsQuery } from '../../trends/query.js';
import { termsPicture, topicPicture, topicsPicture } from '../../wording/trend-charts.js';
import { wholeNumberOption } from '../options/options.js';
import { interruptible, withEngine } from '../terminal/context.js';
import { writeJson, writeNote } from '../terminal/output.js';
import { ProgressLine } from '../terminal/progress.js';
import { writeTermTrends, writeTopicTrend, writeTopicTrends } from '../terminal/trends.js';

interface Flags {
  level: (typeof TOPIC_LEVELS)[number];
  direction?: (typeof DIRECTIONS)[number];
  limit: number;
  topic?: string;
  svg?: string;
}

const MOST_TOPICS = 1_000;

export function trendsCommand(): Command {
  const trends = new Command('trends').description('what is rising and what is falling, among topics and among terms');
  trends.addCommand(topicsCommand(), { isDefault: true });
  trends.addCommand(termsCommand());
  trends.addCommand(showCommand());
  return trends.addHelpText(
    'after',
    `
Examples:
  $ paperkin trends                                what changes most, among topics
  $ paperkin trends topics --level subtopic --direction rising -n 10
  $ paperkin trends terms                          terms that rise; counted once, then kept until papers come
  $ paperkin trends terms --topic "agent memory"   within the papers of a topic
  $ paperkin trends show t15 --svg memory.svg      one topic: chart, bursts, first and defining papers`,
  );
}

function topicsCommand(): Command {
  return new Command('topics')
    .description('topics by how their share of all papers has changed (the default)')
    .addOption(new Option('--level <level>', 'wide fields, topics, or their subtopics').choices(TOPIC_LEVELS).default('topic'))
    .addOption(new Option('--direction <direction>', 'only those (default: all, those that change most first)').choices(DIRECTIONS))
    .addOption(limitOption(MOST_TOPICS))
    .addOption(svgOption())
    .action(({ level, direction, limit, svg }: Flags, command: Command) =>
      withEngine(command, async ({ trends }, { json }) => {
        const query: TopicTrendsQuery = { level, limit, ...(direction && { direction }) };
        const answer = await trends.topics(query);
        if (svg !== undefined) await writePicture(svg, topicsPicture(answer, `${titled(direction)} ${level}s`));
        if (json) writeJson(answer);
        else writeTopicTrends(answer);
      }),
    );
}

function termsCommand(): Command {
  return new Command('terms')
    .description('terms that rise or fall')
    .addOption(new Option('--direction <direction>', 'which').choices(DIRECTIONS).default('rising'))
    .option('--topic <id>', 'within the papers of this topic: its id or name')
    .addOption(limitOption(MOST_TERMS))
    .addOption(svgOption())
    .action(({ direction, topic, limit, svg }: Flags, command: Command) =>
      withEngine(command, async ({ trends }, { json, quiet = false }) => {
        const query: TermTrendsQuery = { limit, ...(direction && { direction }), ...(topic !== undefined && { topic }) };
        const progress = new ProgressLine(quiet);
        const work = {
          signal: interruptible(),
          onProgress: (step: { done: number; total: number }) => progress.show({ phase: 'counting', ...step }),
        };
        const answer = await trends.terms(query, work).finally(() => progress.end());
        if (svg !== undefined) await writePicture(svg, termsPicture(answer, `${titled(direction)} terms`));
        if (json) writeJson(answer);
        else writeTermTrends(answer);
      }),
    );
}

function showCommand(): Command {
  return new Command('show')
    .description('one topic in time: its change, its bursts, its first and its defining papers')
    .argument('<topic>', 'id of a topic, or its name')
    .addOption(svgOption())
    .action((topic: string, { svg }: Flags, command: Command) =>
      withEngine(command, async ({ trends }, { json }) => {
        const view = await trends.topic(topic);
        if (svg !== undefined) await writePicture(svg, topicPicture(view));
        if (json) writeJson(view);
        else writeTopicTrend(view);
      }),
    );
}

function limitOption(most: number): Option {
  return new Option('-n, --limit <number>', `how many, 1 to ${most}`).default(20).argParser(wholeNumberOption(1, most));
}

function svgOption(): Option {
  return new Option('--svg <file>', 'write the chart to this file, too');
}

function titled(direction: Flags['direction']): string {
  if (direction === undefined) return 'Changing';
  return direction === 'rising' ? 'Rising' : 'Falling';
}

/** @throws FILE_UNREADABLE */
async function writePicture(path: string, svg: string): Promise<void> {
  try {
    await writeFile(path, svg);
  } catch (cause) {
    throw unusableFile(path, 'written', cause);
  }
  writeNote(`chart: ${path}`);
}
