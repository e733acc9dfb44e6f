import type { DenseViews } from './dense-views.js';
import type { LexicalView } from './lexical-view.js';

export interface Recovering {
  index: 'dense' | 'lexical';
  /** ISO 8601. */
  since: string;
}

/** The indexes whose thread has died, and which are being begun anew. */
export async function recoveringIndexes({ views, lexical }: { views: DenseViews; lexical: LexicalView }): Promise<Recovering[]> {
  const deaths = { dense: await views.recoveringSince(), lexical: lexical.keeper.recoveringSince };
  return (['dense', 'lexical'] as const).flatMap((index) => {
    const since = deaths[index];
    return since === undefined ? [] : [{ index, since: new Date(since).toISOString() }];
  });
}
