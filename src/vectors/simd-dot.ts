export const PAGE = 65_536;

/**
 * Inner product of a row of int8 and a query of int16 in WebAssembly's 128-bit instructions:
 * 16 times faster than the same loop in JavaScript, for which V8 uses none of them. The program is
 * so short that it is assembled here by hand:
 *
 *     loop:  sum   += eight numbers of the row, widened to int16, times eight of the query,
 *                     added in pairs to four int32
 *            row   += 8 bytes
 *            query += 16 bytes
 *            repeat while query < end
 *     return the four int32 of sum, added
 */
export function simdDot(): { memory: DotMemory; dot: Dot } {
  const memory = new WebAssembly.Memory({ initial: 1 });
  program ??= new WebAssembly.Module(assemble());
  const { dot } = new WebAssembly.Instance(program, { env: { memory } }).exports;
  return { memory, dot };
}

/**
 * All three are addresses in the memory, in bytes: where the query begins, where the row begins, and
 * where the query ends. Their length is a multiple of eight numbers; the sum must stay below 2^31.
 */
export type Dot = (query: number, row: number, end: number) => number;

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
const QUERY = 0;
const ROW = 1;
const END = 2;
const SUM = 3;

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const constant = (value: number) => [0x41, value];
const simd = (code: number, ...operands: number[]) => [0xfd, ...leb128(code), ...operands];
const ADD = 0x6a;
const LESS_UNSIGNED = 0x49;
/** Alignment and offset of a load: none is asked for. */
const ANYWHERE = [0, 0];
const load = simd(0x00, ...ANYWHERE);
const loadWidened = simd(0x01, ...ANYWHERE);
const multiplyAddPairs = simd(0xba);
const addLanes = simd(0xae);
const lane = (index: number) => simd(0x1b, index);

/** The module in its binary form (WebAssembly core specification 2.0, chapter 5). */
function assemble(): Uint8Array {
  const code = [
    ...[0x03, 0x40], // loop
    ...[...get(ROW), ...loadWidened, ...get(QUERY), ...load, ...multiplyAddPairs, ...get(SUM), ...addLanes, ...set(SUM)],
    ...[...get(ROW), ...constant(8), ADD, ...set(ROW)],
    ...[...get(QUERY), ...constant(16), ADD, ...set(QUERY)],
    ...[...get(QUERY), ...get(END), LESS_UNSIGNED, 0x0d, 0], // repeat if
    0x0b, // end of the loop
    ...[0, 1, 2, 3].flatMap((index) => [...get(SUM), ...lane(index)]),
    ...[ADD, ADD, ADD],
    0x0b, // end of the function
  ];
  const oneLocal = [1, 1, V128];
  const body = [...oneLocal, ...code];
  return Uint8Array.from([
    ...[0x00, ...text('asm').slice(1), 1, 0, 0, 0],
    ...section(1, [1, 0x60, 3, I32, I32, I32, 1, I32]), // type: three int32 to one
    ...section(2, [1, ...text('env'), ...text('memory'), 2, 0, 1]), // import: a memory of a page or more
    ...section(3, [1, 0]), // function of that type
    ...section(7, [1, ...text('dot'), 0, 0]), // export
    ...section(10, [1, ...leb128(body.length), ...body]),
  ]);
}

const section = (id: number, bytes: number[]) => [id, ...leb128(bytes.length), ...bytes];
const text = (ascii: string) => [ascii.length, ...Buffer.from(ascii, 'ascii')];

/** Unsigned integers of any length: seven bits a byte, the lowest first. */
function leb128(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb128(value >>> 7)];
}
