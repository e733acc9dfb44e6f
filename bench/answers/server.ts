import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Server, startServer } from '../support/server.js';

/** When a home is prepared, and when it is asked, by the clocks of the servers: always the same day, see `clock.ts`. */
export const PREPARED_AT = '2026-12-01T12:00:00.000Z';
export const ASKED_AT = '2026-12-02T12:00:00.000Z';

/** The command line of a built checkout. */
export function commandOf(build: string): string {
  const command = resolve(build, 'dist', 'cli', 'main.js');
  if (existsSync(command)) return command;
  console.log(`there is no ${join('dist', 'cli', 'main.js')} in ${build}: build that version first`);
  process.exit(2);
}

/** A server of a version, whose clock begins at a certain time. */
export function serverAt(time: string, home: string, command: string): Promise<Server> {
  return startServer(home, command, {
    NODE_OPTIONS: `--import=${new URL('./clock.js', import.meta.url)}`,
    ANSWERS_CLOCK_OFFSET: String(Date.parse(time) - Date.now()),
  });
}
