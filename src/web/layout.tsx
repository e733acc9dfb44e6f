import type { Child } from 'hono/jsx';

/** What the layout needs to know of the assets: their addresses change with their content. */
export interface AssetLinks {
  stylesheet: string;
  icon: string;
}

export interface LayoutProps {
  title: string;
  assets: AssetLinks;
  /** What stands in the search box, and the topic that is searched. */
  query?: string | undefined;
  topic?: string | undefined;
  /** Where what is on the page can be had as a feed. */
  feed?: string | undefined;
  /** What this page alone has in its head. */
  head?: Child;
  children: Child;
}

/** The frame of every page: the search box on top, the content below. It needs no script. */
export function Layout({ title, assets, query, topic, feed, head, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={assets.stylesheet} />
        {feed === undefined ? null : <link rel="alternate" type="application/atom+xml" href={feed} title={title} />}
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
          <nav class="nav" aria-label="Pages">
            <a href="/topics">Topics</a>
            <a href="/trends">Trends</a>
            <a href="/map">Map</a>
            <a href="/readers">Readers</a>
          </nav>
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
                placeholder="Ask in your own words"
                autocomplete="off"
                maxlength={2000}
              />
              {topic === undefined ? null : <input type="hidden" name="topic" value={topic} />}
              <button type="submit">Search</button>
            </form>
          </search>
        </header>
        <main id="content">{children}</main>
      </body>
    </html>
  );
}
