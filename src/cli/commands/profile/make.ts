import { text as readAll } from 'node:stream/consumers';
import { Command } from 'commander';
import type { Start } from '../../../readers/query.js';
import { wholeNumberOption } from '../../options/options.js';
import { withEngine } from '../../terminal/context.js';
import { writeJson, writeLine, writeNote } from '../../terminal/output.js';
import { plain } from '../../terminal/terminal.js';
import { writeAuthors, writeLibraries, writeProfileView } from './write.js';

interface NewFlags extends Pick<Start, 'about' | 'like' | 'library'> {
  author?: string[];
  topic?: string[];
}

export function newCommand(): Command {
  return new Command('new')
    .description('make a profile, from what a new reader can say at once')
    .argument('<name>', 'letters, digits, dots, hyphens, underscores; 1 to 64')
    .option('--about <text>', 'what the reader works on, in their own words; - reads standard input')
    .option('--like <ids...>', 'papers that the reader likes')
    .option('--library <files...>', 'libraries of references, BibTeX or RIS: papers of them that are here are liked')
    .option('--author <names...>', 'authors to follow; of each the 20 newest papers are liked')
    .option('--topic <texts...>', 'topics to follow, in words')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin profile new ana --about "I work on sparse retrieval" --like 2403.09054 https://arxiv.org/abs/2506.15969
  $ paperkin profile new bob --library refs.bib zotero.ris
  $ paperkin profile new eve --author "Yann LeCun" --topic "kv cache compression" "symbolic regression"`,
    )
    .action((name: string, { author, topic, about, ...flags }: NewFlags, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const said = about === '-' ? await readAll(process.stdin) : about;
        const created = await engine.readers.create(name, { ...flags, about: said, authors: author, topics: topic });
        if (json) return writeJson(created);
        writeAuthors(created.authors);
        writeLibraries(created.libraries);
        writeProfileView(created.profile);
      }),
    );
}

export function listProfilesCommand(): Command {
  return new Command('list')
    .description('the profiles here, by name')
    .option('-n, --limit <number>', 'profiles a page, 1 to 1000', wholeNumberOption(1, 1_000), 50)
    .option('--cursor <cursor>', 'where to go on, as the page before said')
    .addHelpText('after', '\nExamples:\n  $ paperkin profile list\n  $ paperkin profile list --json')
    .action((query: { limit: number; cursor?: string }, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const page = await engine.readers.list(query);
        if (json) return writeJson(page);
        const width = Math.max(0, ...page.profiles.map(({ name }) => name.length));
        for (const { name, events, updated, problem } of page.profiles) {
          const what = problem === undefined ? `${events.toLocaleString('en')} events, last ${updated.slice(0, 10)}` : plain(problem);
          writeLine(`${plain(name).padEnd(width)}  ${what}`);
        }
        if (page.profiles.length === 0) writeNote('There are no profiles here yet: "paperkin profile new NAME" makes one.');
        if (page.next !== undefined) writeNote(`More: paperkin profile list -n ${query.limit} --cursor ${page.next}`);
      }),
    );
}

export function showProfileCommand(): Command {
  return new Command('show')
    .description('one profile: what the reader likes, follows and works on')
    .argument('<name>')
    .addHelpText('after', '\nExamples:\n  $ paperkin profile show ana\n  $ paperkin profile show ana --json')
    .action((name: string, _flags: object, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const profile = await engine.readers.show(name);
        if (json) writeJson(profile);
        else writeProfileView(profile);
      }),
    );
}
