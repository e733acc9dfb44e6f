import { overridden, sameChoice } from '../embedding/model-choice.js';
import type { ModelChoice, ModelChoiceStore } from '../stores/model-choice-store.js';
import type { DenseView } from './dense-view.js';

/** How often a running server looks whether another process has changed the model, in milliseconds. */
const POLL_INTERVAL = 2_000;

export interface DenseViewsParts {
  choices: ModelChoiceStore;
  /** The choice of a folder that has none. */
  fallback: ModelChoice;
  /** What this one process was told, whatever the folder says. */
  override: Partial<ModelChoice>;
  open(choice: ModelChoice): Promise<DenseView>;
}

interface OpenView {
  choice: ModelChoice;
  view: DenseView;
  users: number;
  retired: boolean;
}

/**
 * The view that answers, and its replacement by another while questions are under way: who has
 * begun with the old one ends with it, and then it is closed.
 */
export class DenseViews {
  readonly #parts: DenseViewsParts;
  #current: Promise<OpenView> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #onError: ((error: unknown) => void) | undefined;
  #refreshing: Promise<void> | undefined;
  /** Why the last {@link refresh} failed. */
  #problem: string | undefined;
  #closed = false;

  constructor(parts: DenseViewsParts) {
    this.#parts = parts;
  }

  /** Runs a task on the current view, which stays open until the task has ended. */
  async use<T>(task: (view: DenseView) => Promise<T>): Promise<T> {
    let open = await this.#open();
    // Replaced while we waited for it: the next one is there already.
    while (open.retired) open = await this.#open();
    open.users++;
    try {
      return await task(open.view);
    } finally {
      open.users--;
      if (open.retired && open.users === 0) await open.view.close();
    }
  }

  /** When the index in use died, where it is being begun anew; in milliseconds since 1970. */
  async recoveringSince(): Promise<number | undefined> {
    const open = await this.#current?.catch(() => undefined);
    return open?.view.keeper.recoveringSince;
  }

  /** What the folder of papers has chosen. */
  async chosen(): Promise<ModelChoice> {
    return (await this.#parts.choices.read()).current ?? this.#parts.fallback;
  }

  /** What this process uses: what the folder has chosen, or what it was told. */
  async choice(): Promise<ModelChoice> {
    return overridden(await this.chosen(), this.#parts.override);
  }

  /** Opens a view beside the current one; whoever asked closes it, or makes it the current one. */
  open(choice: ModelChoice): Promise<DenseView> {
    return this.#parts.open(choice);
  }

  /** Makes a view the one that answers; the view before it is closed when its last question is answered. */
  async replace(choice: ModelChoice, view: DenseView): Promise<void> {
    // One that does not open any more needs no closing.
    const before = await this.#open().catch(() => undefined);
    this.#current = Promise.resolve({ choice, view, users: 0, retired: false });
    if (this.#onError) view.keeper.watch(this.#onError);
    if (before === undefined) return;
    before.retired = true;
    if (before.users === 0) await before.view.close();
  }

  /** Takes up what another process has chosen meanwhile. The new view is ready before it answers. */
  async refresh(): Promise<void> {
    const choice = await this.choice();
    if (sameChoice(choice, (await this.#open()).choice)) return;
    const view = await this.#parts.open(choice);
    try {
      await view.warmUp();
    } catch (error) {
      await view.close();
      throw error;
    }
    if (this.#closed) await view.close();
    else await this.replace(choice, view);
  }

  /** From now on follows papers and model as other processes change them, until {@link close}. */
  async watch(onError: (error: unknown) => void): Promise<void> {
    this.#onError = onError;
    const { view } = await this.#open();
    // The first question loads the model; this one is nobody's, and nobody waits for it.
    view.warmUp().catch(onError);
    await view.keeper.current();
    view.keeper.watch(onError);
    this.#timer ??= setInterval(() => {
      this.#refreshing ??= this.refresh()
        .then(() => {
          this.#problem = undefined;
        })
        .catch((error: unknown) => {
          // It is tried again every time, and told once.
          if (!this.#closed && String(error) !== this.#problem) onError(error);
          this.#problem = String(error);
        })
        .finally(() => {
          this.#refreshing = undefined;
        });
    }, POLL_INTERVAL).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#refreshing;
    const open = await this.#current?.catch(() => undefined);
    await open?.view.close();
  }

  #open(): Promise<OpenView> {
    this.#current ??= this.choice()
      .then(async (choice) => ({ choice, view: await this.#parts.open(choice), users: 0, retired: false }))
      .catch((error: unknown) => {
        // The next one who asks tries again.
        this.#current = undefined;
        throw error;
      });
    return this.#current;
  }
}
