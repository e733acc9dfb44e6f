import type { InterestSummary } from '../recommend/answer.js';
import { readerPath } from './addresses.js';

interface InterestChipsProps {
  reader: string;
  interests: readonly InterestSummary[];
  back: string;
}

/** Interests with their shares; opened, what can be changed of each. */
export function InterestChips({ reader, interests, back }: InterestChipsProps) {
  if (interests.length === 0) return <p class="empty">No interests yet. They appear once you like a few papers.</p>;
  return (
    <ul class="interests">
      {interests.map((interest) => (
        <li class={interest.muted ? 'muted' : ''}>
          <details>
            <summary>
              {interest.name} <span class="share">{share(interest)}</span>
            </summary>
            <Edits reader={reader} interest={interest} back={back} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function share({ share, muted, pinned }: InterestSummary): string {
  return `${muted ? 'muted' : `${Math.round(share * 100)}%`}${pinned ? ', pinned' : ''}`;
}

function Edits({
  reader,
  interest: { id, name, likes, muted, pinned },
  back,
}: Omit<InterestChipsProps, 'interests'> & { interest: InterestSummary }) {
  const action = `${readerPath(reader)}/interests/${id}`;
  return (
    <>
      <p class="facts">
        {likes.length} liked paper{likes.length === 1 ? '' : 's'}
      </p>
      <form class="actions" method="post" action={action}>
        <input type="hidden" name="back" value={back} />
        <input name="name" value={name} maxlength={200} aria-label="Name of the interest" required />
        <button class="small" type="submit">
          Rename
        </button>
      </form>
      <form class="actions" method="post" action={action}>
        <input type="hidden" name="back" value={back} />
        <button class="small quiet" type="submit" name="muted" value={String(!muted)}>
          {muted ? 'Unmute' : 'Mute'}
        </button>
        <button class="small quiet" type="submit" name="pinned" value={String(!pinned)}>
          {pinned ? 'Unpin' : 'Pin'}
        </button>
        <button class="small quiet" type="submit" name="weight" value="2">
          Double
        </button>
        <button class="small quiet" type="submit" name="weight" value="1">
          As liked
        </button>
      </form>
    </>
  );
}
