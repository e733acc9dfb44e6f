import type { Child } from 'hono/jsx';

/** A whole document of a page. Everything in it has been escaped by the JSX runtime. */
export function renderPage(page: Child): string {
  return `<!doctype html>${String(page)}`;
}
