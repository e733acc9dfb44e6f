import type { PickedPaper } from '../recommend/answer.js';
import { formatSigned, mainParts, nearness, otherReasons, PART_NAMES } from '../wording/why.js';
import { ActionButtons } from './actions.js';
import { paperPath } from './addresses.js';
import { Entry } from './paper-list.js';

interface PickListProps {
  reader: string;
  picks: readonly PickedPaper[];
  back: string;
}

/** Picks with their reasons, what their scores are made of, and what the reader can do with each. */
export function PickList({ reader, picks, back }: PickListProps) {
  const best = Math.max(...picks.map(({ score }) => score), 0);
  return (
    <ol class="papers">
      {picks.map((pick) => (
        <li>
          <Entry paper={pick.paper} level={3} />
          <Reasons pick={pick} />
          <Parts pick={pick} best={best} />
          <ActionButtons reader={reader} paper={pick.paper.id} back={back} />
        </li>
      ))}
    </ol>
  );
}

function Reasons({ pick }: { pick: PickedPaper }) {
  const { why } = pick;
  const others = otherReasons(pick).join(' · ');
  const likes = why.exploration ? [] : why.likes;
  return (
    <div class="why">
      {others === '' ? null : <p>{capitalised(others)}</p>}
      {likes.map(({ id, title, ...near }) => (
        <p>
          Because you liked “<a href={paperPath(id)}>{title}</a>” ({nearness(near)})
        </p>
      ))}
      {likes.length === 0 || why.terms.length === 0 ? null : <p>Both have {why.terms.join(', ')}</p>}
    </div>
  );
}

/** The score as a bar beside the best one's; opened, what it is made of. */
function Parts({ pick: { score, parts }, best }: { pick: PickedPaper; best: number }) {
  const telling = mainParts(parts);
  const greatest = Math.max(...telling.map(([, value]) => Math.abs(value)), 0.01);
  return (
    <details class="parts">
      <summary>
        <meter min={0} max={1} value={best === 0 ? 0 : Math.max(0, score / best)} aria-hidden="true" /> Score {formatSigned(score)}
      </summary>
      <table>
        <tbody>
          {telling.map(([name, value]) => (
            <tr>
              <th scope="row">{capitalised(PART_NAMES[name])}</th>
              <td>{formatSigned(value)}</td>
              <td>
                <meter class={value < 0 ? 'less' : 'more'} min={0} max={1} value={Math.abs(value) / greatest} aria-hidden="true" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
