/** Looks again and again whether there is something to do, one look at a time, in the background. */
export class Poll {
  readonly #look: () => Promise<void>;
  readonly #interval: number;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;
  #stopped = false;

  /** @param interval Between the beginnings of two looks, in milliseconds. A look that takes longer is not begun a second time. */
  constructor(look: () => Promise<void>, interval: number) {
    this.#look = look;
    this.#interval = interval;
  }

  /** Begins with a first look now; a second call changes nothing beyond that. The process may end meanwhile. */
  start(onError: (error: unknown) => void): void {
    const tick = () => {
      this.#working ??= this.#look()
        .catch((error: unknown) => {
          if (!this.#stopped) onError(error);
        })
        .finally(() => {
          this.#working = undefined;
        });
    };
    this.#timer ??= setInterval(tick, this.#interval).unref();
    tick();
  }

  get started(): boolean {
    return this.#timer !== undefined;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Looks no more from now on; resolves when the look under way has ended, whose errors nobody hears any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#working;
  }
}
