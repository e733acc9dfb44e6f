import type { ModelCatalogue } from '../embedding/model-choice.js';
import { PaperkinError } from '../errors.js';
import type { ModelChoice, ModelChoiceStore } from '../stores/model-choice-store.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { DenseViews } from './dense-views.js';

export interface RemoveModelParts {
  store: PaperStore;
  views: DenseViews;
  choices: ModelChoiceStore;
  catalogue: ModelCatalogue;
  /** Deletes the indexes of a model, by its identity. */
  removeIndexes(id: string): Promise<void>;
}

/**
 * Forgets the vectors of models of this name, or with this identity; the model's own files stay.
 * The index beside them is made of them and goes, too.
 * @throws MODEL_IN_USE for the one that answers; MODEL_NOT_FOUND when no vectors are of it; STORE_LOCKED
 */
export async function removeModel(
  { store, views, choices, catalogue, removeIndexes }: RemoveModelParts,
  name: string,
): Promise<{ removed: number }> {
  const ids = (await store.models())
    .filter(({ id, vectors }) => vectors > 0 && (id === name || id.startsWith(`${name}@`)))
    .map(({ id }) => id);
  if (ids.length === 0) throw new PaperkinError('MODEL_NOT_FOUND', `There are no vectors of a model ${name} here.`, { value: name });
  const current = await catalogue.describe(await views.chosen());
  if (ids.includes(current.id)) throw new PaperkinError('MODEL_IN_USE', `The model ${name} answers questions here.`, { value: name });
  const writer = await store.openWriter(`removal of the vectors of ${name}`);
  try {
    const kept = await choices.read();
    const gone = async (choice: ModelChoice | undefined) =>
      choice && ids.includes((await catalogue.describe(choice).catch(() => undefined))?.id ?? '') ? undefined : choice;
    await choices.write({ ...kept, previous: await gone(kept.previous), next: await gone(kept.next) });
    let removed = 0;
    for (const id of ids) {
      removed += await writer.removeVectors(id);
      await removeIndexes(id);
    }
    return { removed };
  } finally {
    await writer.close();
  }
}
