import { pathOfId } from '../paper/id.js';

/** Where things are on this server: the one place that makes addresses, whatever names and ids hold. None of these throws. */

export function paperPath(id: string): string {
  return `/papers/${pathOfId(id)}`;
}

export function topicPath(id: string): string {
  return `/topics/${encoded(id)}`;
}

export function trendPath(topic: string): string {
  return `/trends/topics/${encoded(topic)}`;
}

export function readerPath(name: string): string {
  return `/readers/${encoded(name)}`;
}

/** A path with a query; what is undefined is left out. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encoded(value)}`]));
  return given.length === 0 ? path : `${path}?${given.join('&')}`;
}

/** `encodeURIComponent` throws on a lone surrogate. */
export function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
