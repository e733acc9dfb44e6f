import { Command, Option } from 'commander';
import type { Engine } from '../../../engine.js';
import type { NamedTopicView } from '../../../named-topics/answer.js';
import type { JudgeNamedTopic } from '../../../named-topics/query.js';
import { withEngine } from '../../terminal/context.js';
import { writeJson, writeLine, writeNote } from '../../terminal/output.js';
import { plain } from '../../terminal/terminal.js';
import { writeNamedPapers, writeNamedTopics, writeNamedView } from './write-named.js';

/** Papers that are shown of a topic that has just been named or judged. */
const FIRST = 10;

const aboutOption = () => new Option('--about <text>', 'a sentence or two that say more');
const exampleOption = () => new Option('--example <papers...>', 'papers that say what is meant');

export function nameTopicCommand(): Command {
  return new Command('name')
    .description('name a topic of your own: the papers that the name means, whatever other topics they are in')
    .argument('<name>', 'what it is called: "KV cache", "symbolic reasoning"')
    .addOption(aboutOption())
    .addOption(exampleOption())
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin topics name "KV cache"
  $ paperkin topics name "symbolic reasoning" --about "Logic, provers and programs beside language models."
  $ paperkin topics name eviction --example 2506.15969 2403.09054`,
    )
    .action((name: string, { about, example }: { about?: string; example?: string[] }, command: Command) =>
      withEngine(command, async ({ namedTopics }, { json }) =>
        writeView(namedTopics, await namedTopics.create({ name, description: about, examples: example }), json),
      ),
    );
}

export function namedTopicsCommand(): Command {
  return new Command('named')
    .description('the topics that you have named')
    .addHelpText('after', '\nExamples:\n  $ paperkin topics named\n  $ paperkin topics named --json')
    .action((_flags: object, command: Command) =>
      withEngine(command, async ({ namedTopics }, { json }) => {
        const topics = await namedTopics.list();
        if (json) return writeJson({ topics });
        if (topics.length > 0) writeNamedTopics(topics);
        else writeNote('None yet: "paperkin topics name NAME" names one.');
      }),
    );
}

export function judgeTopicCommand(): Command {
  return new Command('judge')
    .description('say which papers belong to a topic that you have named and which do not: it learns from them')
    .argument('<topic>', 'id or name')
    .option('--yes <papers...>', 'these belong to it')
    .option('--no <papers...>', 'these do not')
    .option('--clear <papers...>', 'of these nothing is said any more')
    .addHelpText(
      'after',
      '\nExamples:\n  $ paperkin topics judge "KV cache" --yes 2506.15969 --no 2405.16444\n  $ paperkin topics judge n1 --clear 2405.16444',
    )
    .action((topic: string, judged: Pick<JudgeNamedTopic, 'yes' | 'no' | 'clear'>, command: Command) =>
      withEngine(command, async ({ namedTopics }, { json }) => writeView(namedTopics, await namedTopics.judge({ topic, ...judged }), json)),
    );
}

export function changeTopicCommand(): Command {
  return new Command('change')
    .description('say otherwise what a topic is that you have named')
    .argument('<topic>', 'id or name')
    .option('--name <name>', 'what it is called')
    .addOption(aboutOption())
    .addOption(exampleOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ paperkin topics change n1 --name "KV caches" --about "What is kept of attention."\n  $ paperkin topics change n1 --about ""',
    )
    .action((topic: string, { name, about, example }: { name?: string; about?: string; example?: string[] }, command: Command) =>
      withEngine(command, async ({ namedTopics }, { json }) =>
        writeView(namedTopics, await namedTopics.change({ topic, name, description: about, examples: example }), json),
      ),
    );
}

export function forgetTopicCommand(): Command {
  return new Command('forget')
    .description('forget a topic that you have named, and what you have judged for it')
    .argument('<topic>', 'id or name')
    .addHelpText('after', '\nExamples:\n  $ paperkin topics forget n1')
    .action((topic: string, _flags: object, command: Command) =>
      withEngine(command, async ({ namedTopics }, { json }) => {
        const removed = await namedTopics.remove(topic);
        if (json) writeJson(removed);
        else writeLine(`forgot ${removed.id}, ${plain(removed.name)}`);
      }),
    );
}

/** What a topic is now, with its first papers. */
async function writeView(topics: Pick<Engine['namedTopics'], 'papers'>, view: NamedTopicView, json: boolean | undefined): Promise<void> {
  const { papers } = await topics.papers({ topic: view.id, k: FIRST });
  if (json) return writeJson({ ...view, list: papers });
  writeNamedView(view);
  writeNamedPapers(papers);
}
