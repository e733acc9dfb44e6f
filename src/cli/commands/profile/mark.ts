import { Command } from 'commander';
import { withEngine } from '../../terminal/context.js';
import { writeJson } from '../../terminal/output.js';
import { act } from './act.js';
import { writeLibraries, writeRecorded } from './write.js';

export function likeCommand(): Command {
  return new Command('like')
    .description('papers that the reader likes')
    .argument('<name>', 'whose profile')
    .argument('[ids...]', 'arXiv ids, DOIs, their URLs, or ids that Paperkin printed')
    .option('--library <files...>', 'libraries of references, BibTeX or RIS: papers of them that are here are liked')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin profile like ana 2403.09054 https://arxiv.org/abs/2506.15969
  $ paperkin profile like ana --library refs.bib`,
    )
    .action((name: string, ids: string[], { library }: { library?: string[] }, command: Command) => {
      if (ids.length === 0 && library === undefined) command.error('error: give the id of a paper, or --library', { exitCode: 2 });
      if (library === undefined) return act(command, name, [{ kind: 'like', papers: ids }]);
      return withEngine(command, async ({ readers }, { json }) => {
        const done = await readers.addLibraries(name, library, ids);
        if (json) return writeJson(done);
        writeLibraries(done.libraries);
        writeRecorded(done);
      });
    });
}

export function markCommand(kind: 'dislike' | 'read' | 'hide', description: string): Command {
  return new Command(kind)
    .description(description)
    .argument('<name>', 'whose profile')
    .argument('<ids...>', 'arXiv ids, DOIs, their URLs, or ids that Paperkin printed')
    .addHelpText('after', `\nExamples:\n  $ paperkin profile ${kind} ana 2403.09054`)
    .action((name: string, papers: string[], _flags: object, command: Command) => act(command, name, [{ kind, papers }]));
}
