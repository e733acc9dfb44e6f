import { PaperkinError } from '../../errors.js';
import { firstLineOf } from '../parsers/marks.js';
import { FORMAT_NAMES, type Format, parserOf } from './formats.js';

/** How much of a file is looked at. */
export const PEEK_BYTES = 64 * 1024;

/**
 * Tells a format by the beginning of its text, at most {@link PEEK_BYTES} of it: asks each.
 * @throws FORMAT_UNKNOWN with what it saw.
 */
export async function detectFormat(head: string): Promise<Format> {
  const text = head.replace(/^\uFEFF/, '').trimStart();
  const answers = await Promise.all(FORMAT_NAMES.map(async (format) => [format, (await parserOf(format)).recognises(text)] as const));
  const [found] = answers.find(([, answer]) => answer === 'surely') ?? answers.find(([, answer]) => answer === 'likely') ?? [];
  if (found !== undefined) return found;
  const firstLine = firstLineOf(text);
  const seen = firstLine === '' ? 'nothing but white space' : `"${firstLine.slice(0, 80)}"`;
  throw new PaperkinError('FORMAT_UNKNOWN', `The format cannot be told: it begins with ${seen}.`, {
    value: firstLine,
    remedy: `Name the format with --format ${FORMAT_NAMES.join('|')}.`,
  });
}
