import type { MeaningViews } from './dense-views.js';
import type { WordsView } from './lexical-view.js';

export interface Recovering {
  index: 'meaning' | 'words';
  /** ISO 8601. */
  since: string;
}

/** The indexes whose thread has died, and which are being begun anew. */
export async function recoveringIndexes({ views, words }: { views: MeaningViews; words: WordsView }): Promise<Recovering[]> {
  const deaths = { meaning: await views.recoveringSince(), words: words.keeper.recoveringSince };
  return (['meaning', 'words'] as const).flatMap((index) => {
    const since = deaths[index];
    return since === undefined ? [] : [{ index, since: new Date(since).toISOString() }];
  });
}
