/** Rows that one turn of the program multiplies. */
export const ROWS_AT_ONCE = 4;
/** Numbers of a row that one turn of its inner loop multiplies. */
export const LANES = 16;
/** Bytes by which memory grows. */
export const PAGE = 65_536;

/**
 * Inner products of many int8 rows with one int16 query, in WebAssembly's 128-bit instructions:
 * some 16 times faster than the same loop in JavaScript, for which V8 uses none of them. Four rows at a
 * time, so that the processor waits for four places of memory at once. The program is so short that it
 * is assembled here by hand:
 *
 *     for each four of the list:
 *       sum of each row = 0
 *       while query < end, eight numbers at a time:
 *         sum of each row += numbers of the row, widened to int16, times those of the query (added in pairs to int32)
 *       the four addresses in the list = the four sums
 */
export function simdDot(): { memory: DotMemory; dot: Dot } {
  const memory = new WebAssembly.Memory({ initial: 1 });
  program ??= new WebAssembly.Module(assemble());
  const { dot } = new WebAssembly.Instance(program, { env: { memory } }).exports;
  return { memory, dot };
}

/**
 * Puts in the place of each row's address (uint32) its product (int32), which must stay below 2^31. All arguments are
 * addresses in the memory, in bytes. The list has a multiple of {@link ROWS_AT_ONCE}, the query one of {@link LANES}.
 */
export type Dot = (list: number, listEnd: number, query: number, queryEnd: number) => void;

export interface DotMemory {
  /** Another one whenever the memory grows: views of the old one are empty then. */
  readonly buffer: ArrayBuffer;
  /** Grows by pages, in place; what is there stays. @throws RangeError where the machine has no more, or beyond 4 GiB. */
  grow(pages: number): number;
}

/** Compiled once a thread. */
let program: object | undefined;

// Of the globals of Node whose types come with those of browsers only, the little that is used here.
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => DotMemory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: { env: { memory: DotMemory } }) => { exports: { dot: Dot } };
};

const I32 = 0x7f;
const V128 = 0x7b;

// Locals: the arguments first.
const LIST = 0;
const LIST_END = 1;
const QUERY = 2;
const QUERY_END = 3;
const AT = 4;
const ROW = 5;
const NUMBERS = ROW + ROWS_AT_ONCE;
const SUM = NUMBERS + 1;
const LOCALS = [2, 1 + ROWS_AT_ONCE, I32, 1 + ROWS_AT_ONCE, V128];

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const ADD = 0x6a;
const advance = (local: number, bytes: number) => [...get(local), 0x41, bytes, ADD, ...set(local)];
const repeatWhileBelow = (local: number, end: number) => [...get(local), ...get(end), 0x49, 0x0d, 0];
const loop = (code: number[]) => [0x03, 0x40, ...code, 0x0b];
const loadInt32 = (offset: number) => [0x28, 2, offset];
const storeInt32 = (offset: number) => [0x36, 2, offset];
const simd = (code: number, ...operands: number[]) => [0xfd, ...leb128(code), ...operands];
const load = (offset: number) => simd(0x00, 0, offset);
const loadWidened = (offset: number) => simd(0x01, 0, offset);
const zeros = simd(0x0c, ...new Array<number>(16).fill(0));
const multiplyAddPairs = simd(0xba);
const addLanes = simd(0xae);
const lane = (index: number) => simd(0x1b, index);

const eachRow = (code: (row: number) => number[]) => Array.from({ length: ROWS_AT_ONCE }, (_, row) => code(row)).flat();

/** The module in its binary form (WebAssembly core specification 2.0, chapter 5). */
function assemble(): Uint8Array {
  const multiplyEight = (offset: number) => [
    ...[...get(AT), ...load(2 * offset), ...set(NUMBERS)],
    ...eachRow((row) => [
      ...[...get(ROW + row), ...loadWidened(offset), ...get(NUMBERS), ...multiplyAddPairs],
      ...[...get(SUM + row), ...addLanes, ...set(SUM + row)],
    ]),
  ];
  const code = loop([
    ...eachRow((row) => [...get(LIST), ...loadInt32(4 * row), ...set(ROW + row), ...zeros, ...set(SUM + row)]),
    ...[...get(QUERY), ...set(AT)],
    ...loop([
      ...[...multiplyEight(0), ...multiplyEight(8)],
      ...eachRow((row) => advance(ROW + row, LANES)),
      ...[...advance(AT, 2 * LANES), ...repeatWhileBelow(AT, QUERY_END)],
    ]),
    ...eachRow((row) => [
      ...get(LIST),
      ...[0, 1, 2, 3].flatMap((index) => [...get(SUM + row), ...lane(index)]),
      ...[ADD, ADD, ADD, ...storeInt32(4 * row)],
    ]),
    ...[...advance(LIST, 4 * ROWS_AT_ONCE), ...repeatWhileBelow(LIST, LIST_END)],
  ]);
  const body = [...LOCALS, ...code, 0x0b];
  return Uint8Array.from([
    ...[0x00, ...ascii('asm'), 1, 0, 0, 0],
    ...section(1, [1, 0x60, 4, I32, I32, I32, I32, 0]), // type: four int32 to nothing
    ...section(2, [1, ...name('env'), ...name('memory'), 2, 0, 1]), // import: a memory of a page or more
    ...section(3, [1, 0]), // function of that type
    ...section(7, [1, ...name('dot'), 0, 0]), // export
    ...section(10, [1, ...leb128(body.length), ...body]),
  ]);
}

const section = (id: number, bytes: number[]) => [id, ...leb128(bytes.length), ...bytes];
const ascii = (text: string) => [...Buffer.from(text, 'ascii')];
const name = (text: string) => [text.length, ...ascii(text)];

/** Unsigned integers of any length: seven bits a byte, the lowest first. */
function leb128(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb128(value >>> 7)];
}
