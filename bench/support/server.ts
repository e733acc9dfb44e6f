import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { atEnd } from './endings.js';
import { startCli, watchMemory } from './process.js';

export interface Server {
  /** With a slash at the end. */
  url: string;
  pid: number | undefined;
  /** Highest resident memory so far, MB. */
  peakMegabytes(): number;
  close(): Promise<void>;
}

/** `paperkin serve` in a process of its own, once it listens. @param command of another version @param environment what is set besides */
export async function startServer(home: string, command?: string, environment?: NodeJS.ProcessEnv): Promise<Server> {
  const server = startCli(['serve', '--home', home, '--port', '0'], 'inherit', command, environment);
  atEnd(() => server.kill('SIGKILL'));
  const peakMegabytes = watchMemory(server);
  return {
    url: await address(server.stdout as NodeJS.ReadableStream),
    pid: server.pid,
    peakMegabytes,
    async close() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGTERM');
      await once(server, 'close');
    },
  };
}

async function address(stdout: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url) return url.endsWith('/') ? url : `${url}/`;
  }
  throw new Error('the server ended before it listened');
}
