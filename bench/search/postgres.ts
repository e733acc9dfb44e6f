/** A private Postgres on a Unix socket in a temporary folder: no port, no password, gone when closed. */
import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Absent } from './contestant.js';

const run = promisify(execFile);

export interface Postgres {
  /** Folder of the socket: the `host` of a client. */
  socket: string;
  stop(): Promise<void>;
}

/**
 * @param programs Folder of `initdb` and `pg_ctl`.
 * @throws Absent when they cannot be run
 */
export async function startPostgres(programs: string): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'paperkin-bench-'));
  const data = join(folder, 'data');
  let owner: Owner | undefined;
  const program = (name: string, ...args: string[]) => run(join(programs, name), args, { ...owner, cwd: folder });
  try {
    owner = await serverUser();
    if (owner) await chown(folder, owner.uid, owner.gid);
    await program('initdb', '--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--no-sync');
    const settings = `-c listen_addresses='' -c unix_socket_directories='${folder}'`;
    await program('pg_ctl', 'start', '--wait', '--silent', '--pgdata', data, '--log', join(folder, 'log'), '--options', settings);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Absent(`Postgres does not start (${cause instanceof Error ? cause.message.trim() : cause})`);
  }
  return {
    socket: folder,
    async stop() {
      await program('pg_ctl', 'stop', '--wait', '--silent', '--mode', 'fast', '--pgdata', data);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Owner {
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root, so root runs it as the user that its packages make. */
async function serverUser(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)));
  return { uid: uid ?? 0, gid: gid ?? 0 };
}
