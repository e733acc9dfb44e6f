import { PAPER_ACTIONS } from '../profile/event.js';
import { readerPath } from './addresses.js';

export type PaperAction = (typeof PAPER_ACTIONS)[number];

/** What buttons say, and what is said when it has been done. */
const BUTTONS = { like: 'Like', dislike: 'Dislike', read: 'Have read', hide: 'Hide' } as const;
const DONE: Record<PaperAction, string> = {
  like: 'Liked',
  dislike: 'Disliked',
  read: 'Marked as read',
  hide: 'Hidden',
  seen: 'Marked as seen',
};

/** Where forms about papers are sent. */
export const ACTIONS_PATH = '/readers/actions';

interface ActionButtonsProps {
  reader: string;
  paper: string;
  /** Where to come back to: a path here. */
  back: string;
}

/** What a reader can do with a paper, one button each. They are forms: no script is needed. */
export function ActionButtons({ reader, paper, back }: ActionButtonsProps) {
  return (
    <form class="actions" method="post" action={ACTIONS_PATH}>
      <input type="hidden" name="reader" value={reader} />
      <ActionFields paper={paper} back={back} />
    </form>
  );
}

interface ActionChooserProps extends Omit<ActionButtonsProps, 'reader'> {
  readers: readonly string[];
  /** Who did something last. */
  chosen: string | undefined;
}

/** The same where the reader is still to be chosen. */
export function ActionChooser({ readers, chosen, paper, back }: ActionChooserProps) {
  return (
    <form class="actions" method="post" action={ACTIONS_PATH}>
      <label for="reader">For</label>
      <select id="reader" name="reader">
        {readers.map((name) => (
          <option value={name} selected={name === chosen}>
            {name}
          </option>
        ))}
      </select>
      <ActionFields paper={paper} back={back} />
    </form>
  );
}

/** That it has been done, after a form brought the reader back. */
export function Notice({ did, reader }: { did: PaperAction | undefined; reader: string | undefined }) {
  if (did === undefined || reader === undefined) return null;
  return (
    <p class="notice" role="status">
      {DONE[did]}, for <a href={readerPath(reader)}>{reader}</a>.
    </p>
  );
}

function ActionFields({ paper, back }: Omit<ActionButtonsProps, 'reader'>) {
  return (
    <>
      <input type="hidden" name="papers" value={paper} />
      <input type="hidden" name="back" value={back} />
      {PAPER_ACTIONS.flatMap((kind) =>
        kind === 'seen'
          ? []
          : [
              <button type="submit" name="kind" value={kind} class={kind === 'like' ? 'small' : 'small quiet'}>
                {BUTTONS[kind]}
              </button>,
            ],
      )}
    </>
  );
}
