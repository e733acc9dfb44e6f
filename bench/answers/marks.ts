import type { IncomingHttpHeaders } from 'node:http';
import { ASKED_AT } from './server.js';

/**
 * What differs from run to run and is no part of an answer, each with its reason. Everything else is compared as it came.
 *
 * | mark | stands for | why it differs |
 * | --- | --- | --- |
 * | `<time>` | a moment within the recording | work takes as long as it takes; moments before it, such as those of prepared readers, stay |
 * | `<event 1>`, … | the id of an event that was taken down within the recording | drawn at random, so that two machines never give the same |
 * | `<deed 1>`, … | what the events of one deed share | likewise |
 * | `<interest 1>`, … | the id of an interest that was split off | likewise |
 * | `<request 1>` | the id of a request whose own was not taken | likewise |
 * | `<map 1>`, … | the `ETag` of the map's bytes | made of the number and the time of its files, and a copy of a home has files of its own |
 *
 * Numbers are given in the order of appearance, so it still shows whether two places have the same id.
 */
export class Marks {
  readonly #marks = new Map<string, string>();
  readonly #interests = new Set<string>();

  /** Finds in an answer's JSON what has to be marked there and later. */
  learn(json: unknown): void {
    if (typeof json !== 'object' || json === null) return;
    const { kind, id, at, deed, interest, interests } = json as Record<string, unknown>;
    if (Array.isArray(interests)) for (const one of interests) this.#interests.add(String(one.id));
    if (typeof kind === 'string' && typeof at === 'string' && isWithin(at)) {
      this.#add('event', id);
      this.#add('deed', deed);
      if (kind === 'interest' && !this.#interests.has(String(interest))) this.#add('interest', interest);
    }
    for (const value of Object.values(json)) this.learn(value);
  }

  /** The same in what goes before the answer. */
  learnHeaders(path: string, { 'x-request-id': request, etag }: IncomingHttpHeaders, ownId: string): void {
    if (request !== ownId) this.#add('request', request);
    if (path === '/api/map') this.#add('map', etag);
  }

  apply(text: string): string {
    let marked = text.replace(MOMENTS, '<time>');
    for (const [value, mark] of this.#marks) marked = marked.replaceAll(value, mark);
    return marked;
  }

  #add(what: string, value: unknown): void {
    if (typeof value !== 'string' || this.#marks.has(value)) return;
    const number = [...this.#marks.values()].filter((mark) => mark.startsWith(`<${what} `)).length + 1;
    this.#marks.set(value, `<${what} ${number}>`);
  }
}

/** Moments of the hour in which a recording begins. */
const HOUR = ASKED_AT.slice(0, 'YYYY-MM-DDThh'.length);
const MOMENTS = new RegExp(`${HOUR}:\\d\\d:\\d\\d\\.\\d{3}Z`, 'g');

function isWithin(at: string): boolean {
  return at.startsWith(HOUR);
}
