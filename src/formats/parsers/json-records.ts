import { type ParsedTokenInfo, TokenParser, TokenType } from '@streamparser/json';
import { MAX_JSON_DEPTH, TOO_DEEP } from '../../input/parse-json.js';
import type { ReadItem } from '../format-reader.js';
import type { Piece } from './decode.js';

type Token = Pick<ParsedTokenInfo, 'token' | 'value'>;

/**
 * Finds the records in the tokens of a JSON document:
 *
 *   start ──[──▶ elements ──]──▶ end           [ {…}, {…} ]
 *     └──{──▶ members ──}──▶ end               { "title": … }   the object is the record
 *                └─[{──▶ elements ──]──▶ rest ──}──▶ end     { "total": 2, "papers": [ {…}, {…} ], … }
 */
export class JsonRecords {
  readonly #limit: number;
  #stage: 'start' | 'members' | 'elements' | 'rest' | 'end' = 'start';
  /** Open braces and brackets around the next token. */
  #depth = 0;
  #previous: TokenType | undefined;
  /** Depth of the elements: 1 in an array, 2 in an array in an object, 0 where the object is the record. */
  #recordDepth = 1;
  #members = { hasTitle: false, hasEmptyList: false };
  #record: { line: number; excerpt: string; length: number; parser: TokenParser | undefined; problem?: string } | undefined;
  #found: ReadItem[] = [];

  /** @param limit Characters of one record; a longer one is passed over and reported. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws SyntaxError or the parser's errors where the document is not JSON. */
  take(token: Token, piece: Piece): void {
    const closes = token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET;
    if (closes) this.#depth--;
    this.#step(token, piece);
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) this.#depth++;
    this.#previous = token.token;
  }

  /** So many more characters have been read. */
  grew(characters: number): void {
    if (!this.#record) return;
    this.#record.length += characters;
    if (this.#record.length > this.#limit) this.#passOver(`is a record of more than ${this.#limit.toLocaleString('en')} characters`);
  }

  /** The document is over. @throws SyntaxError when it was cut off. */
  end(): void {
    if (this.#stage === 'start') return;
    if (this.#stage !== 'end') throw new SyntaxError('it ends in the middle');
  }

  /** What was found since the last call. */
  drain(): ReadItem[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #step(token: Token, piece: Piece): void {
    switch (this.#stage) {
      case 'start':
        if (token.token === TokenType.LEFT_BRACKET) this.#stage = 'elements';
        else if (token.token === TokenType.LEFT_BRACE) {
          this.#stage = 'members';
          this.#recordDepth = 0;
          this.#begin(token, piece);
        } else throw new SyntaxError('it is neither an array nor an object');
        return;
      case 'members':
        this.#member(token, piece);
        return;
      case 'elements':
        if (this.#record) this.#continue(token);
        else this.#between(token, piece);
        return;
      case 'rest':
        if (this.#depth === 0) this.#stage = 'end';
        return;
      case 'end':
        throw new SyntaxError('something follows its end');
    }
  }

  /** In an object that is either the one record, or holds the array of records. */
  #member(token: Token, piece: Piece): void {
    const listBegins = this.#depth === 2 && this.#previous === TokenType.LEFT_BRACKET;
    if (listBegins && token.token === TokenType.LEFT_BRACE && !this.#members.hasTitle) {
      this.#stage = 'elements';
      this.#recordDepth = 2;
      this.#begin(token, piece);
      return;
    }
    if (this.#depth === 1) {
      if (token.token === TokenType.RIGHT_BRACKET && this.#previous === TokenType.LEFT_BRACKET) this.#members.hasEmptyList = true;
      const isKey = this.#previous === TokenType.LEFT_BRACE || this.#previous === TokenType.COMMA;
      if (isKey && /^title$/i.test(String(token.value))) this.#members.hasTitle = true;
    }
    this.#continue(token);
    if (this.#depth > 0) return;
    this.#stage = 'end';
    // `{"papers": []}` is an empty list, no record without a title.
    if (this.#members.hasEmptyList && !this.#members.hasTitle) this.#found.pop();
  }

  /** Before the first element of the array, after a comma, or after an element. */
  #between(token: Token, piece: Piece): void {
    const expectsElement = this.#previous === TokenType.LEFT_BRACKET || this.#previous === TokenType.COMMA;
    if (token.token === TokenType.RIGHT_BRACKET) {
      if (this.#previous === TokenType.COMMA) throw new SyntaxError('an element is missing after a comma');
      this.#stage = this.#depth === 0 ? 'end' : 'rest';
    } else if (token.token === TokenType.COMMA) {
      if (expectsElement) throw new SyntaxError('an element is missing before a comma');
    } else {
      if (!expectsElement) throw new SyntaxError('a comma is missing between elements');
      this.#begin(token, piece);
    }
  }

  #begin(token: Token, { line, text }: Piece): void {
    const parser = new TokenParser({ paths: ['$'] });
    parser.onValue = ({ value }) => {
      this.#found.push({ line, record: value });
      this.#record = undefined;
    };
    this.#record = { line, excerpt: text.trim(), length: 0, parser };
    parser.write(token);
  }

  #continue(token: Token): void {
    const record = this.#record;
    if (this.#depth > this.#recordDepth + MAX_JSON_DEPTH) this.#passOver(TOO_DEEP);
    if (record?.parser) {
      record.parser.write(token);
      return;
    }
    // It is not held: only its end is looked for.
    if (!record || this.#depth !== this.#recordDepth) return;
    this.#found.push({ line: record.line, problem: record.problem ?? '', excerpt: record.excerpt });
    this.#record = undefined;
  }

  /** Goes on without holding the record any longer. */
  #passOver(problem: string): void {
    if (!this.#record?.parser) return;
    this.#record.parser = undefined;
    this.#record.problem = problem;
  }
}
