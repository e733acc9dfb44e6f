import type { Engine } from '../engine.js';
import { writeNote } from './output.js';

/** An empty answer from an empty corpus says how to begin. */
export async function hintWhenEmpty(engine: Engine): Promise<void> {
  const { papers, embedded } = await engine.status();
  if (papers === 0)
    writeNote('There are no papers here yet: "paperkin import FILE" brings yours, "paperkin import --starter" the starter corpus.');
  else if (embedded === 0) writeNote(`None of the ${papers} papers has a vector yet: run "paperkin embed".`);
}
