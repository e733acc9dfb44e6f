import { once } from 'node:events';
import { open } from 'node:fs/promises';

/** Where bytes go, no faster than they are taken there. */
export interface Sink {
  write(data: string | Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Standard output; waiting for its reader ends when the signal is aborted. */
export function standardOutput(signal: AbortSignal): Sink {
  return {
    async write(data) {
      if (!process.stdout.write(data)) await once(process.stdout, 'drain', { signal });
    },
    async close() {},
  };
}

/** A file, emptied first, or a device or named pipe. */
export async function fileSink(path: string): Promise<Sink> {
  const file = await open(path, 'w');
  return {
    // Not `write`, which may take only a part.
    write: (data) => file.appendFile(data),
    close: () => file.close(),
  };
}
