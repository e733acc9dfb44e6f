import { Command } from 'commander';
import { readConfig } from '../../config.js';
import type { Engine } from '../../engine.js';
import { STARTER_CORPUS } from '../../importing/starter.js';
import { type GlobalOptions, interruptible, withEngine } from '../terminal/context.js';
import { writeLine, writeNote } from '../terminal/output.js';
import { ProgressLine } from '../terminal/progress.js';

/** Requests, background work and indexes have so long to end, in milliseconds: `listen` gives requests 5 seconds. */
const GRACE = 8_000;

export function serveCommand(): Command {
  return new Command('serve')
    .description('the page and the HTTP API, with the starter corpus where there are no papers yet')
    .option('--host <address>', 'address to listen at (default 127.0.0.1)')
    .option('--port <number>', 'port to listen at, 0 for a free one (default 7275)')
    .option('--allow-host <names...>', 'names to answer to besides those of this machine')
    .addHelpText('after', '\nExamples:\n  $ paperkin serve\n  $ paperkin serve --port 0 --home ./papers')
    .action((flags: { host?: string; port?: string; allowHost?: string[] }, command: Command) =>
      withEngine(command, async (engine, options) => {
        // Read before the slow part, so that a wrong port is told at once.
        const { host, port, allowedHosts } = readConfig({
          home: options.home,
          host: flags.host,
          port: flags.port,
          allowedHosts: flags.allowHost,
        }).server;
        // Requests that are being answered may take longer.
        const signal = interruptible(GRACE);
        const isNew = await beginWithStarter(engine, options, signal);
        if (signal.aborted) return;
        // Loaded here, since no other command needs a server, and while the indexes are being read.
        const [{ createApp }, { listen }, { isLoopback }] = await Promise.all([
          import('../../server/app.js'),
          import('../../server/listen.js'),
          import('../../server/http/security.js'),
          engine.watch((error) => writeNote(`index: ${String(error)}`)),
        ]);
        // In the background: whoever comes first to the page has an answer at once, and topics in a moment.
        if (isNew) await engine.beginTopicsUpdate();
        const app = createApp(engine, { host, allowedHosts, log: writeNote });
        const server = await listen(app, { host, port });
        const { papers, home } = await engine.status();
        writeLine(`Paperkin is at ${server.url}`);
        if (!isLoopback(host)) writeNote(EXPOSED);
        writeNote(`${papers.toLocaleString('en')} papers in ${home}. Ctrl-C ends it.`);
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
        await server.close();
      }),
    );
}

const EXPOSED =
  'Warning: others in the network reach this address. There is no password and no encryption: whoever reaches it reads and changes all papers, readers and topics. See "Who may call" in docs/http.md.';

/** Whether that was needed. */
async function beginWithStarter(engine: Engine, { quiet }: GlobalOptions, signal: AbortSignal): Promise<boolean> {
  if ((await engine.papers({ limit: 1 })).papers.length > 0) return false;
  writeNote('No papers yet: taking in the starter corpus.');
  const progress = new ProgressLine(quiet ?? false);
  await engine.importPapers({ path: STARTER_CORPUS }, { signal, onProgress: (step) => progress.show(step) }).finally(() => progress.end());
  return true;
}
