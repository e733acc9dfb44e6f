import type { Command } from 'commander';
import type { Action } from '../../../profile/event.js';
import { withEngine } from '../../terminal/context.js';
import { writeJson } from '../../terminal/output.js';
import { writeRecorded } from './write.js';

/** Records actions and says what was added. */
export function act(command: Command, name: string, actions: Action[]): Promise<void> {
  return withEngine(command, async (engine, { json }) => {
    const done = await engine.act({ profile: name, actions });
    if (json) writeJson(done);
    else writeRecorded(done);
  });
}
