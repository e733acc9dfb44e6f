import { randomUUID } from 'node:crypto';
import { PaperkinError } from '../errors.js';
import type { StoredPaper } from '../paper/paper.js';
import type { Action } from '../profile/event.js';
import type { Profile } from '../profile/profile.js';
import { type InterestEdit, stateOf } from '../profile/state.js';

/** An interest as far as it can be edited: its id, and the ids under which its papers were liked. */
export interface EditableInterest {
  id: string;
  likes: readonly string[];
}

/** The deed that changes an interest. The first one says which papers it is made of: on these it stands from then on. */
export function editsOf({ id, likes }: EditableInterest, changes: InterestEdit, profile: Profile): Action[] {
  const stands = stateOf(profile).interests.get(id)?.papers !== undefined;
  return [{ kind: 'interest', interest: id, ...(!stands && { papers: [...likes] }), ...changes }];
}

/**
 * The deeds that make an interest of its own of some of the papers; the rest stays what it was.
 * @param found The papers of `ids`, undefined where they are not here.
 * @throws INVALID_INPUT for a paper that is not in the interest, and where none would be left in it
 */
export function splitOf({ id, likes }: EditableInterest, found: readonly (StoredPaper | undefined)[], ids: readonly string[]): Action[] {
  const papers = new Set(
    ids.map((given, i) => {
      // It may have been liked under an id that is not its first any more.
      const known = new Set(found[i]?.paper.ids ?? [given]);
      const like = likes.find((each) => known.has(each));
      if (like === undefined)
        throw new PaperkinError('INVALID_INPUT', `split: ${given} is not a liked paper of this interest.`, { value: given });
      return like;
    }),
  );
  const rest = likes.filter((like) => !papers.has(like));
  if (rest.length === 0) throw new PaperkinError('INVALID_INPUT', 'split: these are all of its papers, so that none would stay.');
  return [
    { kind: 'interest', interest: id, papers: rest },
    { kind: 'interest', interest: randomUUID().slice(0, 8), papers: [...papers] },
  ];
}
