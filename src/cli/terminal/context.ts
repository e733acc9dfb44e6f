import { constants, setPriority } from 'node:os';
import type { Command } from 'commander';
import type { Engine } from '../../engine.js';
import { EXIT } from '../../errors.js';

/** Options that every command has. */
export interface GlobalOptions {
  home?: string;
  model?: string | undefined;
  dimensions?: number | undefined;
  json?: boolean;
  quiet?: boolean;
}

/** Opens the engine that the global options name, but for those in `instead`, and closes it whatever happens. */
export async function withEngine(
  command: Command,
  use: (engine: Engine, options: GlobalOptions) => Promise<void>,
  instead: Partial<GlobalOptions> = {},
): Promise<void> {
  const options = { ...command.optsWithGlobals<GlobalOptions>(), ...instead };
  // Loaded here, so that help and version come at once.
  const { openEngine } = await import('../../open.js');
  const engine = await openEngine({ home: options.home, model: options.model, dimensions: options.dimensions });
  try {
    await use(engine, options);
  } finally {
    await engine.close();
  }
}

/** Work that has been told to stop has so long for it, in milliseconds: what it has not committed by then is as after a kill. */
const PATIENCE = 900;

/**
 * A signal that Ctrl-C, SIGTERM or the end of the terminal (SIGHUP) aborts, so that long work stops between two steps. A second
 * one ends the process at once; a terminal that closes may say so several times.
 * @param patience after which the process ends in any case, in milliseconds; undefined: never
 */
export function interruptible(patience: number | undefined = PATIENCE): AbortSignal {
  const controller = new AbortController();
  const end = () => process.exit(EXIT.interrupted);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!controller.signal.aborted) {
        controller.abort();
        if (patience !== undefined) setTimeout(end, patience).unref();
      } else if (name !== 'SIGHUP') end();
    });
  }
  return controller.signal;
}

/** Work of minutes gives way to everything else here, above all to a server that somebody waits for. */
export function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where the system does not let us: others wait a little longer, nothing worse.
  }
}
