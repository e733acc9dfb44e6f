/** Levels of nesting beyond which JSON is refused: no record, profile or request has ten. */
export const MAX_JSON_DEPTH = 100;

/**
 * JSON.parse for text from outside. JSON.parse itself takes any depth, but what recurses over its result (a schema,
 * JSON.stringify, a search for a name) overflows the stack.
 * @throws SyntaxError, also for what is nested deeper than {@link MAX_JSON_DEPTH}
 */
export function parseJson(text: string): unknown {
  if (isNestedTooDeeply(text)) throw new SyntaxError(`it ${TOO_DEEP}`);
  return JSON.parse(text);
}

export const TOO_DEEP = `is nested more than ${MAX_JSON_DEPTH} levels deep`;

/** Takes linear time, and for text with few brackets next to none. */
export function isNestedTooDeeply(text: string): boolean {
  return hasMoreThan(MAX_JSON_DEPTH, text) && depthExceeds(MAX_JSON_DEPTH, text);
}

/** Opening brackets, wherever they stand. */
function hasMoreThan(count: number, text: string): boolean {
  let found = 0;
  for (const bracket of '[{') {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) if (++found > count) return true;
  }
  return false;
}

function depthExceeds(limit: number, text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        if (++depth > limit) return true;
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth--;
    }
  }
  return false;
}

/** Of the quote that closes it; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_BRACKET, CLOSE_BRACKET] = [0x5b, 0x5d];
const [OPEN_BRACE, CLOSE_BRACE] = [0x7b, 0x7d];
