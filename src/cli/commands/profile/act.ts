import type { Command } from 'commander';
import { withEngine } from '../../terminal/context.js';
import { writeJson } from '../../terminal/output.js';
import { writeRecorded } from './write.js';

/** Takes deeds down and says what was added. */
export function act(command: Command, name: string, actions: readonly unknown[]): Promise<void> {
  return withEngine(command, async ({ readers }, { json }) => {
    const done = await readers.act(name, actions);
    if (json) writeJson(done);
    else writeRecorded(done);
  });
}
