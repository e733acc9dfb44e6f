/** What is wrong in an entry; the scanner stands where that is. */
export class BibtexSlip extends Error {
  override readonly name = 'BibtexSlip';
}

/** A line that begins an entry, within a value: its end has been forgotten. */
const BEGINS_ENTRY = /[ \t]*@[ \t]*[a-z]+[ \t]*[{(][^\s{}"=,]*,/iy;
const NAME = /[^\s"#%'(),={}]+/y;
const SPACE = /\s*/y;

/** Characters of a field: no abstract comes near it. */
const MAX_VALUE = 1_000_000;

/** Walks through BibTeX once, from its beginning to its end. Braces count, escaped or not, as BibTeX has it. */
export class BibtexScanner {
  readonly #text: string;
  offset = 0;
  #counted = { offset: 0, line: 1 };

  constructor(text: string) {
    this.#text = text;
  }

  /** Of the offset, from 1. Offsets ascend, so each line is counted once. */
  get line(): number {
    let { offset, line } = this.#counted;
    if (offset > this.offset) [offset, line] = [0, 1];
    for (let at = this.#text.indexOf('\n', offset); at >= 0 && at < this.offset; at = this.#text.indexOf('\n', at + 1)) line++;
    this.#counted = { offset: this.offset, line };
    return line;
  }

  /**
   * What begins with `@`: an entry, a `string` or a `preamble` with its fields by name in lower case, or a `comment`.
   * @throws BibtexSlip
   */
  block(macros: ReadonlyMap<string, string>): { kind: string; fields: Map<string, string> } {
    this.#expect('@');
    const kind = this.#name('what kind of entry it is').toLowerCase();
    const fields = new Map<string, string>();
    const end = this.#take('(') ? ')' : '}';
    if (end === '}') this.#expect('{');
    // What a comment holds is nobody's business, and need not be in balance.
    if (kind === 'comment') return { kind, fields };
    if (kind === 'preamble') this.#value(macros);
    else if (kind !== 'string') this.#key();
    while (!this.#take(end)) {
      if (kind === 'string' ? fields.size > 0 : true) this.#expect(',', `"," or "${end}"`);
      if (this.#take(end)) break;
      const name = this.#name('a field').toLowerCase();
      this.#expect('=');
      const value = this.#value(macros);
      // As BibTeX does: the first of two counts.
      if (!fields.has(name)) fields.set(name, value);
    }
    return { kind, fields };
  }

  /** The key of an entry; some programs leave it out. */
  #key(): void {
    this.#blank();
    while (this.offset < this.#text.length && !/[\s,{}]/.test(this.#text.charAt(this.offset))) this.offset++;
  }

  /** `{…}`, `"…"`, digits and macros, put together by `#`. */
  #value(macros: ReadonlyMap<string, string>): string {
    let value = '';
    do {
      this.#blank();
      const first = this.#text.charAt(this.offset);
      if (first === '{') value += this.#enclosed('}');
      else if (first === '"') value += this.#enclosed('"');
      else {
        const name = this.#name('a value');
        value += macros.get(name.toLowerCase()) ?? name;
      }
      // In the loop, since macros are put together from macros: each twice the one before would fill the memory.
      if (value.length > MAX_VALUE) throw new BibtexSlip(`a value has more than ${MAX_VALUE.toLocaleString('en')} characters`);
    } while (this.#take('#'));
    return value;
  }

  /** Until the closing sign that is in no braces. */
  #enclosed(close: '}' | '"'): string {
    const start = ++this.offset;
    let depth = 0;
    for (; this.offset < this.#text.length; this.offset++) {
      const character = this.#text.charAt(this.offset);
      if (character === close && depth === 0) return this.#text.slice(start, this.offset++);
      if (character === '{') depth++;
      else if (character === '}' && --depth < 0) throw new BibtexSlip('a brace is closed that was not opened');
      else if (character === '\n') {
        BEGINS_ENTRY.lastIndex = this.offset + 1;
        if (BEGINS_ENTRY.test(this.#text)) break;
      }
    }
    throw new BibtexSlip(`a value is not ended by ${close}`);
  }

  #name(what: string): string {
    this.#blank();
    NAME.lastIndex = this.offset;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) throw new BibtexSlip(`there should be ${what}`);
    this.offset += name.length;
    return name;
  }

  #expect(sign: string, what = `"${sign}"`): void {
    if (!this.#take(sign)) throw new BibtexSlip(`there should be ${what}`);
  }

  #take(sign: string): boolean {
    this.#blank();
    if (this.#text.charAt(this.offset) !== sign) return false;
    this.offset++;
    return true;
  }

  #blank(): void {
    for (;;) {
      SPACE.lastIndex = this.offset;
      this.offset += SPACE.exec(this.#text)?.[0].length ?? 0;
      if (this.#text.charAt(this.offset) !== '%') return;
      // Not a pattern for all of it: a loop over millions of comments would overflow the stack.
      const end = this.#text.indexOf('\n', this.offset);
      this.offset = end < 0 ? this.#text.length : end;
    }
  }
}
