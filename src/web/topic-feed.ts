import { Feed } from 'feed';
import type { Paper } from '../paper/paper.js';
import { xmlText } from '../paper/plain-text.js';
import { encoded, topicPath } from './addresses.js';

/** What a feed says of itself. */
export interface FeedOf {
  /** Id and name of the topic. */
  id: string;
  name: string;
  /** Where the server is reached, without a slash at the end: "http://127.0.0.1:4173". */
  server: string;
  /** The newest first. */
  papers: readonly Paper[];
  /** When the topics were brought up to date. */
  updated: string;
}

/** The newest papers of a topic as Atom (RFC 4287): what readers of feeds take, and mail programs. */
export function topicFeed({ id, name: given, server, papers, updated }: FeedOf): string {
  const name = feedText(given);
  const page = `${server}${topicPath(id)}`;
  const feed = new Feed({
    id: page,
    title: `${name}: new papers`,
    description: `The newest papers here on ${name}.`,
    link: page,
    feed: `${page}/feed.atom`,
    updated: new Date(updated),
    generator: 'Paperkin',
  });
  for (const { id: paper, title, abstract, authors, published } of papers) {
    const link = `${server}/papers/${encoded(paper)}`;
    const date = dateOf(published) ?? new Date(updated);
    feed.addItem({
      id: link,
      title: feedText(title),
      link,
      description: feedText(abstract),
      date,
      published: date,
      author: authors.map((author) => ({ name: feedText(author) })),
    });
  }
  return feed.atom1();
}

/** The package writes CDATA, and of several ends of it within a text minds the first alone. */
function feedText(text: string): string {
  return xmlText(text).replaceAll(']]>', ']] >');
}

/** Of a month or a year its first day; undefined where there is none. */
function dateOf(published: string | undefined): Date | undefined {
  if (published === undefined) return undefined;
  const [year = '1970', month = '01', day = '01'] = published.split('-');
  return new Date(`${year.padStart(4, '0')}-${month}-${day}T00:00:00Z`);
}
