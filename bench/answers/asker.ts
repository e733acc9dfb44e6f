import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Addresses in answers have the name by which a server was called: the same one, whatever its port. */
const HOST = 'localhost:7275';
const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };

export interface Asked {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}

export class Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;

  constructor(status: number, headers: IncomingHttpHeaders, bytes: Buffer) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  /** What is at a place of the JSON, such as `papers.0.id`; empty where there is nothing, so that the next request fails in its own way. */
  at(place: string): string {
    try {
      const found = place.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], this.json);
      return found === undefined ? '' : String(found);
    } catch {
      return '';
    }
  }

  /** @throws SyntaxError where it is none */
  get json(): unknown {
    return JSON.parse(this.bytes.toString());
  }
}

/** Asks one server, one request after another; `onAnswer` is told of each. Node's own client sends paths as they are, which `fetch` would mend. */
export class Asker {
  readonly #url: string;
  readonly #onAnswer: (asked: Asked, answer: Answer) => void;
  readonly #agent = new Agent({ keepAlive: false });
  #count = 0;

  constructor(url: string, onAnswer: (asked: Asked, answer: Answer) => void = () => undefined) {
    this.#url = url;
    this.#onAnswer = onAnswer;
  }

  /** How many have been asked. */
  get count(): number {
    return this.#count;
  }

  get(path: string, headers?: Asked['headers']): Promise<Answer> {
    return this.ask('GET', path, undefined, headers);
  }

  async getEach(paths: readonly string[]): Promise<void> {
    for (const path of paths) await this.get(path);
  }

  /** With a body that is JSON. */
  post(path: string, body: unknown, method = 'POST'): Promise<Answer> {
    return this.ask(method, path, JSON.stringify(body), JSON_TYPE);
  }

  async postEach(path: string, bodies: readonly unknown[]): Promise<void> {
    for (const body of bodies) await this.post(path, body);
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.post(path, body, 'PATCH');
  }

  delete(path: string): Promise<Answer> {
    return this.ask('DELETE', path);
  }

  /** As a form of one of the server's own pages. */
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    return this.ask('POST', path, String(new URLSearchParams(fields)), FORM_TYPE);
  }

  async ask(method: string, path: string, body?: string, given: Asked['headers'] = {}): Promise<Answer> {
    this.#count++;
    const answer = await this.unrecorded(method, path, body, { 'x-request-id': `answers-${this.#count}`, ...given });
    this.#onAnswer({ method, path, headers: given, body }, answer);
    return answer;
  }

  /** Nobody is told of it: for what is asked until something has ended. */
  async unrecorded(method: string, path: string, body?: string, headers: Asked['headers'] = {}): Promise<Answer> {
    const { hostname, port } = new URL(this.#url);
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { hostname, port, method, path, agent: this.#agent, headers: { host: HOST, ...length, ...headers } };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(options, resolve)
        .on('error', (error) => reject(new Error(`${method} ${path}: ${error.message}`)))
        .end(body);
    });
    return new Answer(response.statusCode ?? 0, response.headers, await buffer(response));
  }

  close(): void {
    this.#agent.destroy();
  }
}
