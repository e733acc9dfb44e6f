import { asPaperkinError, PaperkinError } from '../errors.js';
import { parseQuery } from '../input/parse-query.js';
import type { MapUpdating } from './answer.js';
import type { PaperMaps } from './paper-maps.js';
import { type UpdateMap, updateMapSchema } from './query.js';

/** Updates the map in the background, one update at a time, and then measures it. */
export class MapUpdater {
  readonly #maps: Pick<PaperMaps, 'update' | 'trustworthiness' | 'isDamaged'>;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #state: MapUpdating = { running: false };

  constructor(maps: Pick<PaperMaps, 'update' | 'trustworthiness' | 'isDamaged'>) {
    this.#maps = maps;
  }

  /** How far the update is that is under way, or what came of the last one here. */
  get state(): MapUpdating {
    return this.#state;
  }

  /**
   * Begins an update, and does not wait for it: {@link state} tells what comes of it.
   * @throws INVALID_INPUT; STORE_LOCKED while one is under way
   */
  begin(query: UpdateMap = {}): MapUpdating {
    const checked = parseQuery(updateMapSchema, query);
    if (this.#running) {
      throw new PaperkinError('STORE_LOCKED', `The map is being updated already, since ${this.#state.begun}.`, {
        remedy: 'Wait until that has finished: "GET /api/map/update" says how far it is.',
      });
    }
    const begun = new Date().toISOString();
    this.#state = { running: true, begun };
    this.#running = this.#run(checked).then((result) => {
      this.#running = undefined;
      this.#state = { running: false, begun, ended: new Date().toISOString(), ...result };
    });
    return this.#state;
  }

  /** For servers: makes a map anew whose files are damaged. */
  async mend(): Promise<void> {
    if ((await this.#maps.isDamaged()) && !this.#running && !this.#stopping.signal.aborted) this.begin();
  }

  /** Gives up what is under way: then the map is as it was. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(query: UpdateMap): Promise<Pick<MapUpdating, 'update' | 'error'>> {
    const { signal } = this.#stopping;
    const onProgress = (progress: Pick<MapUpdating, 'phase' | 'done' | 'total'>) => {
      this.#state = { running: true, ...(this.#state.begun !== undefined && { begun: this.#state.begun }), ...progress };
    };
    try {
      const update = await this.#maps.update(query, { signal, onProgress });
      const trustworthiness = await this.#maps.trustworthiness({ signal, onProgress });
      return { update: { ...update, ...(trustworthiness !== undefined && { trustworthiness }) } };
    } catch (thrown) {
      return { error: asPaperkinError(thrown).toJSON() };
    }
  }
}
