import { type JSONVisitor, type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { isNestedTooDeeply, TOO_DEEP } from './parse-json.js';

/** Trailing commas are what people leave behind when they take out a line. */
const OPTIONS = { allowTrailingComma: true };

/**
 * JSON with comments and trailing commas, of which it is known where each value stands. No tree is kept: one of a profile of
 * 16 MB has a gigabyte. Whoever asks where something is has the text walked through again.
 */
export class JsonLines {
  /** What is wrong with it as JSON, and where, as an offset in the text. */
  readonly problem: { message: string; offset: number } | undefined;
  readonly #text: string;
  readonly #value: unknown;

  constructor(text: string) {
    this.#text = text;
    // The parser calls itself for each level.
    if (isNestedTooDeeply(text)) {
      this.problem = { message: TOO_DEEP, offset: 0 };
      return;
    }
    const builder = new ValueBuilder();
    visit(text, builder.visitor, OPTIONS);
    this.#value = builder.value;
    this.problem = builder.error ?? builder.repeated;
  }

  value(): unknown {
    return this.#value;
  }

  /** Where a value begins, or its key where it has one; of one that is not there, what it would be in. */
  offsetOf(path: readonly PropertyKey[]): number {
    let [offset, length] = [0, -1];
    const look = (at: number, here: readonly PropertyKey[]) => {
      if (here.length <= length || here.length > path.length || here.some((step, i) => String(step) !== String(path[i]))) return;
      [offset, length] = [at, here.length];
    };
    const value = (at: number, here: readonly PropertyKey[]) => look(at, here);
    visit(
      this.#text,
      {
        onObjectProperty: (key, at, _length, _line, _character, path) => look(at, [...path(), key]),
        onObjectBegin: (at, _length, _line, _character, path) => value(at, path()),
        onArrayBegin: (at, _length, _line, _character, path) => value(at, path()),
        onLiteralValue: (_value, at, _length, _line, _character, path) => value(at, path()),
      },
      OPTIONS,
    );
    return offset;
  }
}

/** Makes the value while the text is walked through. */
class ValueBuilder {
  value: unknown;
  error: { message: string; offset: number } | undefined;
  /** Which of two values is meant, nobody can tell; JSON.parse takes the last, others the first. */
  repeated: { message: string; offset: number } | undefined;
  readonly #open: { holder: unknown[] | Record<string, unknown>; key: string }[] = [];

  readonly visitor: JSONVisitor = {
    onError: (code, offset) => {
      this.error ??= { message: sayError(code), offset };
    },
    onObjectBegin: () => this.#begin({}),
    onArrayBegin: () => this.#begin([]),
    onObjectEnd: () => this.#end(),
    onArrayEnd: () => this.#end(),
    onObjectProperty: (key, offset) => {
      const top = this.#open.at(-1);
      if (!top) return;
      top.key = key;
      if (Object.hasOwn(top.holder, key)) this.repeated ??= { message: `${JSON.stringify(key)} is given twice`, offset };
    },
    onLiteralValue: (value: unknown) => this.#put(value),
  };

  #begin(holder: unknown[] | Record<string, unknown>): void {
    this.#put(holder);
    this.#open.push({ holder, key: '' });
  }

  #end(): void {
    this.#open.pop();
  }

  #put(value: unknown): void {
    const top = this.#open.at(-1);
    if (top === undefined) this.value ??= value;
    else if (Array.isArray(top.holder)) top.holder.push(value);
    // As a key like any other: assigned, it would be the prototype.
    else if (top.key === '__proto__')
      Object.defineProperty(top.holder, top.key, { value, enumerable: true, writable: true, configurable: true });
    else top.holder[top.key] = value;
  }
}

/** `CommaExpected` as "comma expected". */
function sayError(code: ParseErrorCode): string {
  const words = printParseErrorCode(code)
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase();
  return `is not JSON: ${words}`;
}
