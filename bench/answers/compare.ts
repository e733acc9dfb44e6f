import { readFile } from 'node:fs/promises';
import type { Content, Recorded } from './record.js';

/** Of one request, and around a place in a text. */
const MOST_SHOWN = 5;
const AROUND = 60;

/** Prints how many answers are the same, and where the others begin to differ. Gives whether all are. */
export async function compare(before: string, after: string): Promise<boolean> {
  const [first, second] = await Promise.all([linesOf(before), linesOf(after)]);
  let different = 0;
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    const [a, b] = [first[i], second[i]];
    if (JSON.stringify(a) === JSON.stringify(b)) continue;
    different++;
    console.log(`${a?.number ?? b?.number} ${a?.method ?? b?.method} ${(a?.path ?? b?.path ?? '').slice(0, 2 * AROUND)}`);
    for (const line of a && b ? differences(a, b) : [a ? 'only before' : 'only after']) console.log(`  ${line}`);
  }
  console.log(`${Math.max(first.length, second.length) - different} the same, ${different} different`);
  return different === 0;
}

async function linesOf(file: string): Promise<Recorded[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Recorded);
}

function differences({ body: bodyBefore, ...before }: Recorded, { body: bodyAfter, ...after }: Recorded): string[] {
  return [...ofValues('', before, after), ...ofContents(bodyBefore, bodyAfter)].slice(0, MOST_SHOWN);
}

function ofContents(before: Content, after: Content): string[] {
  const [a, b] = [before.text ?? '', after.text ?? ''];
  if (a === b) return ofValues('body', before, after);
  try {
    const found = ofValues('body', JSON.parse(a), JSON.parse(b));
    // The same values may be written otherwise.
    if (found.length > 0) return found;
  } catch {
    // No JSON, or too long to be whole.
  }
  const at = [...a].findIndex((character, i) => character !== b[i]);
  const begin = Math.max(0, (at === -1 ? a.length : at) - AROUND);
  const shown = (text: string) => JSON.stringify(text.slice(begin, begin + 2 * AROUND));
  return [`body, from character ${begin}: ${shown(a)} → ${shown(b)}`];
}

/** Each place where two values differ, with both. */
function ofValues(place: string, before: unknown, after: unknown): string[] {
  if (isObject(before) && isObject(after) && Array.isArray(before) === Array.isArray(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => ofValues(place === '' ? name : `${place}.${name}`, before[name], after[name]));
  }
  if (before === after) return [];
  const shown = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 2 * AROUND);
  return [`${place}: ${shown(before)} → ${shown(after)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
