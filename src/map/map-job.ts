import type { z } from 'zod';
import { PaperkinError } from '../errors.js';
import { Job } from '../jobs/job.js';
import type { MapPhase, MapUpdate } from './answer.js';
import type { PaperMaps } from './paper-maps.js';
import type { updateMapSchema } from './query.js';

/** Updates the map in the background and then measures it: when somebody asks, and when a server starts with a map that is damaged. */
export function mapJob(maps: Pick<PaperMaps, 'update' | 'trustworthiness' | 'isDamaged'>) {
  return new Job<z.output<typeof updateMapSchema>, { phase: MapPhase; done: number; total: number }, MapUpdate>({
    name: 'map',
    run: async (query, work) => {
      const update = await maps.update(query, work);
      const trustworthiness = await maps.trustworthiness(work);
      return { ...update, ...(trustworthiness !== undefined && { trustworthiness }) };
    },
    busy: (begun) =>
      new PaperkinError('STORE_LOCKED', `The map is being updated already, since ${begun}.`, {
        remedy: 'Wait until that has finished: "GET /api/map/update" says how far it is.',
      }),
    watch: { due: async () => ((await maps.isDamaged()) ? { anew: false } : undefined) },
  });
}
