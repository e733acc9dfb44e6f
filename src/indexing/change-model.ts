import { sameChoice } from '../embedding/model-choice.js';
import { PaperkinError } from '../errors.js';
import type { ModelChoice, ModelChoiceStore } from '../stores/model-choice-store.js';
import type { PaperStore } from '../stores/paper-store.js';
import { waitUntilSettled } from '../threads/wait-until-settled.js';
import type { DenseViews } from './dense-views.js';
import { type EmbedJob, type EmbedResult, embedPapers } from './embed-papers.js';

export interface ChangeJob extends EmbedJob {
  /** Called when every paper has its vector and the index is being made. */
  onIndexing?: (() => void) | undefined;
}

/**
 * Changes the model of a folder of papers. The new one is made ready beside the old one, which
 * answers meanwhile; when every paper has its vector and the index is on disk, it takes over in one
 * step. Interrupted, it goes on the next time where it stopped, and nothing has changed.
 *
 * @throws MODEL_NOT_FOUND, MODEL_UNREADABLE, STORE_LOCKED
 */
export async function changeModel(
  store: PaperStore,
  views: DenseViews,
  choices: ModelChoiceStore,
  choice: ModelChoice,
  { onIndexing, ...job }: ChangeJob = {},
): Promise<EmbedResult> {
  const view = await views.open(choice);
  let used = false;
  try {
    const writer = await store.openWriter(`change of the model to ${view.model.name}`);
    try {
      const [before, kept] = [await views.chosen(), await choices.read()];
      const changes = !sameChoice(before, choice);
      if (changes) await choices.write({ ...kept, next: choice });
      // A vector proves that the model works here, before hours are spent on it.
      if (!(await waitUntilSettled(view.embed(['a title of a paper']), job.signal))) return { embedded: 0, finished: false };
      const result = await embedPapers(store, writer, view.embedder, job);
      if (!result.finished) return result;
      onIndexing?.();
      if (!(await waitUntilSettled(view.keeper.settle(), job.signal))) return { ...result, finished: false };
      // While we hold the writer's lock no paper can come in that would lack a vector.
      await choices.write({ current: choice, previous: changes ? before : kept.previous });
      await views.replace(choice, view);
      used = true;
      return result;
    } finally {
      await writer.close();
    }
  } finally {
    if (!used) await view.close();
  }
}

/**
 * Goes back to the model before the last change. Papers that came since get their vectors first.
 * @throws INVALID_INPUT when there is none to go back to; what {@link changeModel} throws.
 */
export async function rollBackModel(
  store: PaperStore,
  views: DenseViews,
  choices: ModelChoiceStore,
  job: ChangeJob = {},
): Promise<EmbedResult> {
  const { previous } = await choices.read();
  if (previous === undefined) {
    throw new PaperkinError('INVALID_INPUT', 'There is no earlier model to go back to.', {
      remedy: 'Choose one with "paperkin models use NAME".',
    });
  }
  return changeModel(store, views, choices, previous, job);
}
