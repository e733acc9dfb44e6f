import { createHash } from 'node:crypto';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary.js';
import { type Answer, type Asked, Asker } from './asker.js';
import { untilSettled } from './background.js';
import { Marks } from './marks.js';
import { askAll } from './requests.js';
import { ASKED_AT, commandOf, serverAt } from './server.js';

const REQUESTS = 400;
/** Of longer texts, in characters, the digest says whether they are the same. */
const LONGEST = 65_536;
/** Of the connection, not of the answer. */
const LEFT_OUT: ReadonlySet<string> = new Set(['date', 'connection', 'keep-alive']);
const TEXT = /^(?:text\/|application\/(?:json|atom\+xml)|image\/svg\+xml)/;

/** One line of a recording. */
export interface Recorded {
  number: number;
  method: string;
  path: string;
  sent: { headers: Record<string, string>; body?: Content };
  status: number;
  headers: Record<string, string>;
  body: Content;
}

/** Texts as they are; of long ones the beginning, too, and of bytes the digest alone. */
export interface Content {
  text?: string;
  length?: number;
  sha256?: string;
}

/** Asks all of a version, on a copy of a prepared home. */
export async function record(build: string, home: string, out: string): Promise<void> {
  const command = commandOf(build);
  const copy = join(temporaryFolder(), 'home');
  await cp(home, copy, { recursive: true, preserveTimestamps: true });
  const server = await serverAt(ASKED_AT, copy, command);
  const lines: Recorded[] = [];
  const marks = new Marks();
  const ask = new Asker(server.url, (asked, answer) => lines.push(recorded(lines.length + 1, asked, answer, marks)));
  // The lists of readers are made at the start.
  await untilSettled();
  const begun = performance.now();
  await askAll(ask);
  const seconds = (performance.now() - begun) / 1_000;
  ask.close();
  await server.close();
  if (lines.length !== REQUESTS) throw new Error(`${lines.length} requests instead of ${REQUESTS}`);
  await writeFile(out, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const statuses = [...new Set(lines.map(({ status }) => status))].sort((a, b) => a - b);
  const counts = statuses.map((wanted) => `${lines.filter(({ status }) => status === wanted).length} with ${wanted}`);
  console.log(`${lines.length} answers in ${seconds.toFixed(1)} s: ${counts.join(', ')}`);
}

function recorded(number: number, { method, path, headers, body }: Asked, answer: Answer, marks: Marks): Recorded {
  const type = String(answer.headers['content-type'] ?? '');
  if (type.startsWith('application/json')) marks.learn(jsonOf(answer));
  marks.learnHeaders(path, answer.headers, `answers-${number}`);
  const kept = Object.entries(answer.headers).filter(([name]) => !LEFT_OUT.has(name));
  const marked = (some: Asked['headers']) => Object.fromEntries(Object.entries(some).map(([name, value]) => [name, marks.apply(value)]));
  const isText = TEXT.test(type) || answer.bytes.length === 0;
  return {
    number,
    method,
    path: marks.apply(path),
    sent: { headers: marked(headers), ...(body !== undefined && { body: textContent(marks.apply(body)) }) },
    status: answer.status,
    headers: marked(Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))),
    body: isText ? textContent(marks.apply(answer.bytes.toString())) : { length: answer.bytes.length, sha256: digest(answer.bytes) },
  };
}

function textContent(text: string): Content {
  if (text.length <= LONGEST) return { text };
  return { text: text.slice(0, LONGEST), length: text.length, sha256: digest(text) };
}

/** Undefined where it is none: that shows in the recording. */
function jsonOf(answer: Answer): unknown {
  try {
    return answer.json;
  } catch {
    return undefined;
  }
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
