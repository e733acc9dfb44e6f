import type { Engine } from '../../engine.js';
import type { Answer } from '../../search/answer.js';
import type { Mode } from '../../search/query.js';
import { writeNote } from './output.js';

/** An answer to which meaning had nothing to say tells how papers get their vectors. */
export async function hintWithoutVectors(engine: Engine, { results }: Answer, mode: Mode): Promise<void> {
  // Conditions alone compare nothing, and by words alone meaning was not asked: to look for vectors would only take time.
  if (mode !== 'lexical' && results.every(({ parts }) => parts.dense === 0 && parts.lexical > 0)) await hintWhenEmpty(engine);
}

/** An empty corpus says how to begin. */
export async function hintWhenEmpty(engine: Engine): Promise<void> {
  const { papers, embedded } = await engine.status();
  if (papers === 0)
    writeNote('There are no papers here yet: "paperkin import FILE" brings yours, "paperkin import --starter" the starter corpus.');
  else if (embedded === 0) writeNote(`None of the ${papers} papers has a vector yet, so words alone are compared: run "paperkin embed".`);
}
