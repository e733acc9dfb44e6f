import { seededRandom } from '../../test/support/random.js';
import { Child, nodeCommand } from '../support/child.js';
import { table } from '../support/machine.js';
import type { Replaced, Truth } from './replacing-child.js';
import { allRightAnswers, CANDIDATES, K, QUERIES } from './right-answers.js';
import { sample } from './sample.js';
import type { View } from './view.js';
import { VIEWS, withView } from './views.js';

/**
 * What an index is worth after so large a share of its papers has been taken out and put in again with another
 * content: recall against the plain scan (vectors) or an index built afresh (words), time, and memory.
 */
export async function replacing(home: string, share = 0.5): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const name of VIEWS) {
    const truths = await withView(home, name, truthsOf);
    // In a process of its own, whose memory is that of the index alone.
    const child = await Child.start(nodeCommand('size/replacing-child.js', home, name, String(share)));
    const { before, after, replaced, times, peakMegabytes } = await child.ask<Replaced>({ truths });
    await child.close();
    const of = ({ recall, recallOfFew, milliseconds, megabytes }: Replaced['before']) => [
      recall.toFixed(4),
      milliseconds.toFixed(2),
      recallOfFew.toFixed(4),
      megabytes,
    ];
    rows.push([name, 'before', ...of(before), '', '', '', '']);
    rows.push([
      name,
      `${replaced} replaced`,
      ...of(after),
      ...[times.removing, times.inserting, times.settling].map((each) => (each / 1_000).toFixed(1)),
      peakMegabytes,
    ]);
  }
  console.log(
    `${QUERIES.count} papers as queries; the vectors' recall is against the plain scan, the words' against an index built afresh\n`,
  );
  const header = [
    'index',
    '',
    `recall@${K} of ${CANDIDATES}`,
    'ms a query',
    `of ${K + 1}`,
    'MB',
    'taking out, s',
    'putting in, s',
    'settling, s',
    'peak, MB',
  ];
  console.log(table(header, rows));
}

async function truthsOf<Content>(view: View<Content>): Promise<Truth[]> {
  const oracle = view.oracle();
  const { drawn } = await sample(view.changes(0), QUERIES.count, seededRandom(QUERIES.seed), (changes) => oracle.apply(changes));
  const right = await allRightAnswers(oracle, drawn);
  await oracle.close();
  return drawn.map(({ key }, i) => ({ key, right: right[i] ?? [] }));
}
