import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isNestedTooDeeply, TOO_DEEP } from '../parse-json.js';

/** JSON with comments and trailing commas, of which it is known where each value stands. */
export class JsonLines {
  /** What is wrong with it as JSON, and where, as an offset in the text. */
  readonly problem: { message: string; offset: number } | undefined;
  readonly #root: Node | undefined;

  constructor(text: string) {
    const errors: ParseError[] = [];
    // The parser calls itself for each level.
    if (isNestedTooDeeply(text)) {
      this.problem = { message: TOO_DEEP, offset: 0 };
      return;
    }
    this.#root = parseTree(text, errors, { allowTrailingComma: true });
    const [error] = errors;
    this.problem = error ? { message: sayError(error), offset: error.offset } : repeatedKey(this.#root);
  }

  value(): unknown {
    return this.#root && getNodeValue(this.#root);
  }

  /** Where a value begins, or its key where it has one; of one that is not there, what it would be in. */
  offsetOf(path: readonly PropertyKey[]): number {
    if (this.#root === undefined) return 0;
    for (let length = path.length; length > 0; length--) {
      const steps = path.slice(0, length).map((step) => (typeof step === 'number' ? step : String(step)));
      const node = findNodeAtLocation(this.#root, steps);
      if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset;
    }
    return this.#root.offset;
  }
}

/** `CommaExpected` as "comma expected". */
function sayError({ error }: ParseError): string {
  const words = printParseErrorCode(error)
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase();
  return `is not JSON: ${words}`;
}

/** Which of two values is meant, nobody can tell; JSON.parse takes the last, others the first. */
function repeatedKey(root: Node | undefined): { message: string; offset: number } | undefined {
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const children = node.children ?? [];
    if (node.type === 'object') {
      const keys = new Set<unknown>();
      for (const { children: [key] = [] } of children) {
        if (key && keys.has(key.value)) return { message: `${JSON.stringify(key.value)} is given twice`, offset: key.offset };
        keys.add(key?.value);
      }
    }
    waiting.push(...children);
  }
  return undefined;
}
