import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine.js';
import { VERBS } from '../../src/verbs/table.js';

/** The same engine; whatever a verb answers has to be what its schema says, no more and no less. */
export function checkedAnswers(engine: Engine): Engine {
  for (const [name, { output }] of Object.entries(VERBS)) {
    const method = Reflect.get(engine, name) as (...given: unknown[]) => Promise<unknown>;
    const checked = async (...given: unknown[]) => {
      const answer = await method(...given);
      const { error } = output.safeParse(answer);
      if (error) assert.fail(`${name} answers otherwise than its schema says: ${error.message}`);
      return answer;
    };
    Object.defineProperty(engine, name, { value: checked });
  }
  return engine;
}
