/** Characters between the two lines, at most: a menu may stand there. */
const MOST_BETWEEN = 200;
const BYLINE = /^by\s?AK and the research community/;

/** Does a text have the head of a Daily Papers page: that name on a line of its own, and soon after it who makes them? */
export function hasPageHead(text: string): boolean {
  const lines = text
    .split(/[\n\r\u2028\u2029]/)
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.some((line, at) => line === 'Daily Papers' && hasBylineAfter(lines, at));
}

function hasBylineAfter(lines: readonly string[], head: number): boolean {
  let between = 0;
  for (let at = head + 1; at < lines.length && between <= MOST_BETWEEN; at++) {
    const line = lines[at] ?? '';
    // Some browsers break the line behind "by".
    if (BYLINE.test(line === 'by' ? `by ${lines[at + 1] ?? ''}` : line)) return true;
    between += line.length + 1;
  }
  return false;
}
