import { Command } from 'commander';
import type { PickedPaper } from '../../recommend/answer.js';
import { formatSigned, mainParts, nearness, otherReasons, PART_NAMES } from '../../wording/why.js';
import { type PickOptions, pickOptions, picksAsked } from '../options/pick-options.js';
import { withEngine } from '../terminal/context.js';
import { hintWhenEmpty } from '../terminal/empty.js';
import { writeEntry, writeJson, writeLine, writeNote } from '../terminal/output.js';
import { columns, plain, styled, truncateToWidth } from '../terminal/terminal.js';

interface RecommendOptions extends PickOptions {
  parts?: true;
  markSeen?: true;
}

export function recommendCommand(): Command {
  const command = new Command('recommend')
    .description('what a reader should read next, and why')
    .argument('<name>', 'whose profile; "paperkin profile new" makes one')
    .option('--parts', 'show what each score is made of')
    .option('--mark-seen', 'take down that these were seen, so that the next list has others')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin recommend ana
  $ paperkin recommend ana -k 5 --window 7 --mark-seen
  $ paperkin recommend ana --exploration 0.3 --category cs.CL --parts

Without an option the rules of the profile hold: "paperkin profile rules ana" shows them.`,
    )
    .action((name: string, options: RecommendOptions, command: Command) =>
      withEngine(command, async (engine, { json }) => {
        const answer = await engine.recommender.recommend(picksAsked(name, options));
        const { picks, allowed } = answer;
        if (json) writeJson(answer);
        else writePicks(picks, options.parts === true);
        if (picks.length === 0) {
          await hintWhenEmpty(engine);
          if (!json) writeNote(`There is nothing to pick: the rules allow ${allowed.toLocaleString('en')} papers that are not known yet.`);
        } else if (options.markSeen) {
          const { added } = await engine.readers.act(name, [{ kind: 'seen', papers: picks.map(({ paper }) => paper.id) }]);
          writeNote(`${picks.length} marked as seen (event ${added[0]?.id})`);
        }
      }),
    );
  for (const option of pickOptions()) command.addOption(option);
  return command;
}

function writePicks(picks: readonly PickedPaper[], withParts: boolean): void {
  picks.forEach((pick, i) => {
    const rank = String(i + 1).padStart(String(picks.length).length);
    const prefix = `${rank}  ${pick.score.toFixed(2).padStart(5)}  `;
    writeEntry(prefix, pick.paper, pick.duplicates);
    const room = columns() - prefix.length;
    for (const line of reasons(pick, room)) writeLine(' '.repeat(prefix.length) + styled('dim', line));
    if (withParts)
      for (const [name, value] of mainParts(pick.parts))
        writeLine(`${' '.repeat(prefix.length)}${formatSigned(value).padStart(6)}  ${PART_NAMES[name]}`);
  });
}

/** One or two lines; titles give way to numbers and terms. */
function reasons(pick: PickedPaper, room: number): string[] {
  const [like] = pick.why.likes;
  const others = otherReasons(pick).map(plain);
  if (like === undefined || pick.why.exploration) return others.length === 0 ? [] : [truncateToWidth(others.join(', '), room)];
  const behind = `” (${nearness(like)})`;
  const before = 'because you liked “';
  const second = [...others, ...(pick.why.terms.length > 0 ? [`both have ${pick.why.terms.join(', ')}`] : [])].join(' · ');
  return [
    before + truncateToWidth(like.title, room - before.length - behind.length) + behind,
    ...(second === '' ? [] : [truncateToWidth(second, room)]),
  ];
}
