import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { asPaperkinError, codeOf, isRefusal, PaperkinError } from '../../errors.js';
import { ErrorPage } from '../../web/error-page.js';
import { renderPage } from '../../web/render.js';
import { ASSETS } from './assets.js';
import { type Folders, publicError } from './public-view.js';

/**
 * An error as an answer: a page for people, and under `/api` the one shape for programs, which is
 * what is in {@link PaperkinError} and the id of the request.
 */
export function failureResponse(context: Context, error: PaperkinError, folders: Folders): Response | Promise<Response> {
  const shown = publicError(error.toJSON(), folders);
  const status = error.status as ContentfulStatusCode;
  const requestId: string = context.get('requestId');
  if (/^\/api(?:\/|$)/.test(context.req.path)) return context.json({ error: { ...shown, requestId } }, status);
  const query = context.req.query('q');
  return context.html(renderPage(<ErrorPage error={shown} requestId={requestId} query={query} assets={ASSETS} />), status);
}

/** Not what was asked is wrong, but something here: it belongs in the log. */
export function isFault(error: PaperkinError): boolean {
  return error.status === 500 || error.code === 'STORE_SUSPECT' || error.code === 'OUT_OF_MEMORY' || isRefusal(error);
}

/**
 * Whatever was thrown, as one of our errors; Hono's own (a timeout, a body too large) included. A client that goes away in the middle of
 * its body is no fault of ours.
 */
export function failureOf(thrown: unknown): PaperkinError {
  if (codeOf(thrown) === 'ECONNRESET') return new PaperkinError('INTERRUPTED', 'The client has gone.', { cause: thrown });
  if (!(thrown instanceof HTTPException)) return asPaperkinError(thrown);
  if (thrown.status === 413) return new PaperkinError('BODY_TOO_LARGE', 'The request body is too large.', { cause: thrown });
  if (thrown.status === 504) return new PaperkinError('TIMEOUT', 'It took too long.', { cause: thrown });
  return new PaperkinError('INVALID_INPUT', thrown.message, { cause: thrown });
}

/** A fault of ours for the log: which request it was, what went wrong, and where. */
export function logLine(context: Context, error: PaperkinError): string {
  // The address as it came, still encoded: a line break in it would forge a second entry.
  const { pathname } = new URL(context.req.url);
  const stack = error.cause instanceof Error ? error.cause.stack : error.stack;
  return `${context.get('requestId')} ${context.req.method} ${pathname}: ${error.code}: ${error.message}\n${stack ?? ''}`;
}
