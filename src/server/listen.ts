import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Hono } from 'hono';
import { codeOf, PaperkinError } from '../errors.js';

export interface ListenOptions {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Requests that still run at the end get this long to finish, in milliseconds. Default 5,000. */
  grace?: number;
  /** Bounds on what clients may hold; defaults in {@link BOUNDS}. */
  bounds?: Partial<typeof BOUNDS>;
}

/**
 * What a client may hold without sending or taking anything, in milliseconds. Node's own limits are made for servers behind
 * a proxy: a minute for headers, looked at twice a minute, and any number of connections.
 */
export const BOUNDS = {
  /** From the first byte of a request until its headers are there. */
  headers: 5_000,
  /** Until its body is there, too: 16 MB at 5 Mbit/s. */
  request: 30_000,
  /** Kept open for the next request. */
  keepAlive: 5_000,
  /** Neither a byte taken of an answer, nor one sent. An answer may be worked on for 30 seconds. */
  idle: 45_000,
  /** How often headers and requests are looked at. */
  check: 1_000,
  /** Connections at a time; what comes beyond is closed at once. A browser opens six. */
  connections: 512,
};

export interface Listening {
  /** Where it really is: with the port that the system chose, if it was left to it. */
  url: string;
  /** Takes no more requests, finishes those that run, and lets go of the port. May be called again. */
  close(): Promise<void>;
}

const GRACE = 5_000;
/** How often kept-alive connections are looked at while closing, in milliseconds. */
const SWEEP = 20;

/** @throws PORT_IN_USE; INVALID_INPUT when the machine has no such address. */
export async function listen(app: Hono, { host, port, grace = GRACE, bounds }: ListenOptions): Promise<Listening> {
  // Not `serve` of the same package: it takes no handler for requests that are none.
  const { headers, request, keepAlive, idle, check, connections } = { ...BOUNDS, ...bounds };
  const server = createServer(
    { headersTimeout: headers, requestTimeout: request, keepAliveTimeout: keepAlive, connectionsCheckingInterval: check },
    getRequestListener(app.fetch, { hostname: host, errorHandler: beforeTheApp }),
  );
  server.timeout = idle;
  server.maxConnections = connections;
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw explained(cause, host, port);
  }
  const { port: actual } = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/`,
    close() {
      closed ??= closeGracefully(server, grace);
      return closed;
    },
  };
}

async function closeGracefully(server: Server, grace: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection whose last request has just finished is kept alive for seconds otherwise.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
  const deadline = setTimeout(() => server.closeAllConnections(), grace);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
}

/** A request that never became one, such as one with a broken Host header: the app does not see it. */
function beforeTheApp(thrown: unknown): Response {
  const error =
    thrown instanceof RequestError
      ? new PaperkinError('INVALID_INPUT', `This is not a request that can be answered: ${thrown.message}.`)
      : new PaperkinError('INTERNAL', 'Something went wrong inside Paperkin.');
  const requestId = randomUUID();
  return new Response(JSON.stringify({ error: { ...error.toJSON(), requestId } }), {
    status: error.status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'X-Request-Id': requestId },
  });
}

function explained(cause: unknown, host: string, port: number): unknown {
  const code = codeOf(cause);
  if (code === 'EADDRINUSE') return new PaperkinError('PORT_IN_USE', `Port ${port} of ${host} is taken.`, { value: port, cause });
  if (code === 'EACCES')
    return new PaperkinError('PORT_IN_USE', `Port ${port} of ${host} is reserved by the system.`, { value: port, cause });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new PaperkinError('INVALID_INPUT', `This machine has no address ${host}.`, { value: host, cause });
  return cause;
}
