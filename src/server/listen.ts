import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { PaperkinError } from '../errors.js';

export interface Listening {
  /** Where it really is: with the port that the system chose, if it was left to it. */
  url: string;
  /** Takes no more requests, finishes those that run, and lets go of the port. */
  close(): Promise<void>;
}

/** Requests that still run get this long to finish, in milliseconds. */
const GRACE = 5_000;

/** @throws PORT_IN_USE; INVALID_INPUT when the machine has no such address. */
export async function listen(app: Hono, { host, port }: { host: string; port: number }): Promise<Listening> {
  const server = serve({ fetch: app.fetch, hostname: host, port });
  try {
    if (!server.listening) await once(server, 'listening');
  } catch (cause) {
    throw explained(cause, host, port);
  }
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      // Kept-alive connections without a request would hold it open for as long as they like.
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE);
      await closed;
      clearTimeout(timer);
    },
  };
}

function explained(cause: unknown, host: string, port: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') return new PaperkinError('PORT_IN_USE', `Port ${port} of ${host} is taken.`, { value: port, cause });
  if (code === 'EACCES')
    return new PaperkinError('PORT_IN_USE', `Port ${port} of ${host} is reserved by the system.`, { value: port, cause });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new PaperkinError('INVALID_INPUT', `This machine has no address ${host}.`, { value: host, cause });
  return cause;
}
