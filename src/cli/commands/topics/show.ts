import { Command, Option } from 'commander';
import { TOPIC_LEVELS } from '../../../stores/topic-store.js';
import type { TopicListQuery, TopicPapersQuery } from '../../../topics/query.js';
import { wholeNumberOption } from '../../options/options.js';
import { withEngine } from '../../terminal/context.js';
import { writeEntry, writeJson, writeLine, writeNote } from '../../terminal/output.js';
import { writeMemberships, writeTopics, writeTopicView } from './write.js';
import { writeNamedPapers, writeNamedTopics, writeNamedView } from './write-named.js';

const MAX_PAPERS = 1_000;

export function listTopicsCommand(): Command {
  return new Command('list')
    .description('the topics, the largest first (the default)')
    .addOption(new Option('--level <level>', 'wide fields, topics, or their subtopics').choices(TOPIC_LEVELS).default('topic'))
    .option('--parent <topic>', 'only those within this one')
    .option('-n, --limit <number>', 'how many, 1 to 1000', wholeNumberOption(1, 1_000), 100)
    .addHelpText(
      'after',
      '\nExamples:\n  $ paperkin topics\n  $ paperkin topics list --level field\n  $ paperkin topics list --parent f1 --json',
    )
    .action((query: TopicListQuery, command: Command) =>
      withEngine(command, async ({ topics, namedTopics }, { json }) => {
        const [list, named] = [await topics.list(query), await namedTopics.list()];
        if (json) return writeJson({ ...list, named });
        writeTopics(list.topics);
        const more = list.total - list.topics.length;
        if (more > 0) writeNote(`and ${more.toLocaleString('en')} more: --limit ${Math.min(1_000, list.total)}`);
        writeNote(
          `${list.papers.toLocaleString('en')} papers have a topic, ${list.outliers.toLocaleString('en')} have none; as of ${list.updated.slice(0, 10)}.`,
        );
        if (!list.upToDate) writeNote('Papers have come or changed since: "paperkin topics update" looks at them.');
        if (named.length === 0) return;
        writeLine();
        writeNamedTopics(named);
      }),
    );
}

export function showTopicCommand(): Command {
  return new Command('show')
    .description('one topic: where it stands, its terms, subtopics and papers')
    .argument('<topic>', 'id or name')
    .option('--papers <number>', `how many papers, 1 to ${MAX_PAPERS}`, wholeNumberOption(1, MAX_PAPERS), 10)
    .addOption(new Option('--sort <order>', 'the most typical first, or the newest').choices(['typical', 'date']).default('typical'))
    .addHelpText('after', '\nExamples:\n  $ paperkin topics show t4\n  $ paperkin topics show "KV cache" --papers 50 --sort date')
    .action((topic: string, { papers: k, sort }: { papers: number; sort: TopicPapersQuery['sort'] }, command: Command) =>
      withEngine(command, async ({ topics, namedTopics }, { json }) => {
        if (await namedTopics.find(topic)) {
          const view = await namedTopics.show(topic);
          const { papers } = await namedTopics.papers({ topic, k, sort: sort === 'date' ? 'date' : 'score' });
          if (json) return writeJson({ ...view, list: papers });
          writeNamedView(view);
          return writeNamedPapers(papers);
        }
        const [view, { papers }] = await Promise.all([topics.show(topic), topics.papers({ topic, k, sort })]);
        if (json) return writeJson({ ...view, list: papers });
        writeTopicView(view);
        writeLine();
        for (const { paper, similarity } of papers) writeEntry(`${similarity.toFixed(2).padStart(5)}  `, paper);
      }),
    );
}

export function topicsOfCommand(): Command {
  return new Command('of')
    .description('the topics of a paper, and how much it belongs to each')
    .argument('<paper>', 'arXiv id, DOI, one of their URLs, or an id that Paperkin printed')
    .addHelpText('after', '\nExamples:\n  $ paperkin topics of 2403.09054')
    .action((paper: string, _flags: object, command: Command) =>
      withEngine(command, async ({ topics }, { json }) => {
        const found = await topics.of(paper);
        if (json) return writeJson({ topics: found });
        writeMemberships(found);
        if (found.length === 0) writeNote('It is in none: it has no vector yet, or is too far from all.');
      }),
    );
}
