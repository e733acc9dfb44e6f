import { PaperkinError, throwIfAborted } from '../errors.js';
import type { SavedTopics, TopicDocument, TopicStore, VersionedTopics } from '../stores/topic-store.js';

/** Times that a change is made anew because others came before it. Each of them was made meanwhile, so that they would have to go on and on. */
const TRIES = 20;

export interface TopicChanger {
  /** Makes the next state from the last; what gives the last one back writes nothing. `isMended`: of that only the document was left. */
  change(before: SavedTopics | undefined, isMended: boolean): Promise<SavedTopics>;
  /** Makes a last state of the document where the numbers are damaged, which else is TOPICS_UNREADABLE. */
  mend?: ((document: TopicDocument) => Promise<SavedTopics>) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Changes topics, however long that takes, and keeps nobody from doing so meanwhile: where somebody has, it is made anew of what they left,
 * so that nothing of theirs is lost.
 * @throws STORE_LOCKED after 20 tries, TOPICS_UNREADABLE, INTERRUPTED, what `change` throws: then nothing is written
 */
export async function changeTopics(store: TopicStore, { change, mend, signal }: TopicChanger): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const { version, before, isMended } = await lastOf(store, mend);
    const next = await change(before, isMended);
    if (next === before) return;
    throwIfAborted(signal);
    if ((await store.replace(version, next)) !== undefined) return;
  }
  throw new PaperkinError('STORE_LOCKED', `The topics were changed by others ${TRIES} times while this change was being made.`);
}

interface Last {
  version: string | undefined;
  before: SavedTopics | undefined;
  isMended: boolean;
}

async function lastOf(store: TopicStore, mend: TopicChanger['mend']): Promise<Last> {
  let before: VersionedTopics | undefined;
  try {
    before = await store.read();
  } catch (error) {
    if (!mend || !(error instanceof PaperkinError && error.code === 'TOPICS_UNREADABLE')) throw error;
    // Throws again where it is the document that cannot be read: that is a person's, and no update writes over it.
    const left = await store.readDocument();
    return { version: left?.version, before: left && (await mend(left.document)), isMended: left !== undefined };
  }
  return { version: before?.version, before, isMended: false };
}
