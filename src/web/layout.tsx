import type { Child } from 'hono/jsx';

/** What the layout needs to know of the assets: their addresses change with their content. */
export interface AssetLinks {
  stylesheet: string;
  icon: string;
}

export interface LayoutProps {
  title: string;
  assets: AssetLinks;
  /** What stands in the search box. */
  query?: string | undefined;
  /** What this page alone has in its head. */
  head?: Child;
  children: Child;
}

/** The frame of every page: the search box on top, the content below. It needs no script. */
export function Layout({ title, assets, query, head, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={assets.stylesheet} />
        {head}
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <header class="top">
          <a class="brand" href="/">
            <img src={assets.icon} alt="" width={26} height={26} />
            Paperkin
          </a>
          <a class="nav" href="/readers">
            Readers
          </a>
          <a class="nav" href="/map">
            Map
          </a>
          <search>
            <form action="/" method="get">
              <label class="hidden" for="q">
                Search papers
              </label>
              <input
                id="q"
                name="q"
                type="search"
                value={query ?? ''}
                placeholder="What are you looking for?"
                autocomplete="off"
                maxlength={2000}
              />
              <button type="submit">Search</button>
            </form>
          </search>
        </header>
        <main id="content">{children}</main>
      </body>
    </html>
  );
}
