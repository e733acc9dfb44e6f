import { constants, setPriority } from 'node:os';
import type { Command } from 'commander';
import type { Engine } from '../engine.js';

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
  const { openEngine } = await import('../open.js');
  const engine = await openEngine({ home: options.home, model: options.model, dimensions: options.dimensions });
  try {
    await use(engine, options);
  } finally {
    await engine.close();
  }
}

/**
 * A signal that Ctrl-C (or SIGTERM) aborts, so that long work stops between two steps; a second
 * one ends the process at once.
 */
export function interruptible(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}

/** Work of minutes gives way to everything else here, above all to a server that somebody waits for. */
export function stepBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where the system does not let us: others wait a little longer, nothing worse.
  }
}
