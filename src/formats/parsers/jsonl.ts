import { parseJson } from '../../input/parse-json.js';
import type { FormatParser, ReadItem } from '../format-parser.js';
import { EXCERPT_LENGTH, readLines } from './lines.js';
import { beginsWithJsonLine } from './marks.js';

/** JSON Lines: an object a line; blank lines are passed over. */
export const jsonl: FormatParser = {
  recognises: (head) => (head.startsWith('{') && beginsWithJsonLine(head) ? 'likely' : 'no'),
  async *read(bytes) {
    for await (const item of readLines(bytes)) {
      if ('problem' in item) yield item;
      else if (item.text.trim() !== '') yield parsed(item.line, item.text);
    }
  },
};

function parsed(line: number, text: string): ReadItem {
  try {
    return { line, record: parseJson(text) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { line, problem: `is not JSON: ${reason}`, excerpt: text.slice(0, EXCERPT_LENGTH) };
  }
}
