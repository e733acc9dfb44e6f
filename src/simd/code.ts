/**
 * Words of which the programs here are assembled by hand: WebAssembly in its binary form (core specification 2.0, chapter 5). They
 * are so short that a compiler would be more to look after than they are.
 */

/** A memory that a program shares with us. */
export interface Memory {
  /** Another one whenever the memory grows: views of the old one are empty then. */
  readonly buffer: ArrayBuffer;
  /** Grows by pages, in place; what is there stays. @throws RangeError where the machine has no more, or beyond 4 GiB. */
  grow(pages: number): number;
}

/** Bytes by which memory grows. */
export const PAGE = 65_536;

// Of the globals of Node whose types come with those of browsers only, the little that is used here.
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => Memory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: { env: { memory: Memory } }) => { exports: { run: (...arguments_: number[]) => void } };
};

/** Takes as many int32 as the program says, and gives nothing. */
export type Program = object;

export function compile({ parameters, numbers, vectors, code }: ProgramText): Program {
  const locals = [2, ...leb128(numbers), I32, ...leb128(vectors), V128];
  const body = [...locals, ...code, 0x0b];
  return new WebAssembly.Module(
    Uint8Array.from([
      ...[0x00, ...ascii('asm'), 1, 0, 0, 0],
      ...section(1, [1, 0x60, parameters, ...new Array<number>(parameters).fill(I32), 0]), // type: so many int32 to nothing
      ...section(2, [1, ...name('env'), ...name('memory'), 2, 0, 1]), // import: a memory of a page or more
      ...section(3, [1, 0]), // function of that type
      ...section(7, [1, ...name('run'), 0, 0]), // export
      ...section(10, [1, ...leb128(body.length), ...body]),
    ]),
  );
}

/** Locals are numbered: first the parameters, then int32, then vectors of 128 bits. */
interface ProgramText {
  parameters: number;
  numbers: number;
  vectors: number;
  code: readonly number[];
}

/** A program with a memory of its own. */
export function start(program: Program): { memory: Memory; run: (...arguments_: number[]) => void } {
  const memory = new WebAssembly.Memory({ initial: 1 });
  return { memory, run: new WebAssembly.Instance(program, { env: { memory } }).exports.run };
}

const I32 = 0x7f;
const V128 = 0x7b;

export const get = (local: number) => [0x20, ...leb128(local)];
export const set = (local: number) => [0x21, ...leb128(local)];
export const constant = (value: number) => [0x41, ...signedLeb128(value)];
export const ADD = 0x6a;
export const MULTIPLY = 0x6c;
/** The first of two numbers where the third, a condition, holds, else the second. */
export const SELECT = 0x1b;
export const GREATER = 0x4a;
export const advance = (local: number, bytes: number) => [...get(local), ...constant(bytes), ADD, ...set(local)];
export const repeatWhileBelow = (local: number, end: number) => [...get(local), ...get(end), 0x49, 0x0d, 0];
export const loop = (code: readonly number[]) => [0x03, 0x40, ...code, 0x0b];
export const loadInt32 = (offset: number) => [0x28, 2, ...leb128(offset)];
export const storeInt32 = (offset: number) => [0x36, 2, ...leb128(offset)];
export const load = (offset: number) => simd(0x00, 0, ...leb128(offset));
/** Eight int8 as int16. */
export const loadWidened = (offset: number) => simd(0x01, 0, ...leb128(offset));
export const zeros = simd(0x0c, ...new Array<number>(16).fill(0));
/** Of eight int16 and eight others the four sums of two products. */
export const multiplyAddPairs = simd(0xba);
export const addLanes = simd(0xae);
/** The sum of the four int32 of a vector. */
export const sumOfLanes = (local: number) => [...[0, 1, 2, 3].flatMap((index) => [...get(local), ...simd(0x1b, index)]), ADD, ADD, ADD];

function simd(code: number, ...operands: number[]): number[] {
  return [0xfd, ...leb128(code), ...operands];
}

const section = (id: number, bytes: readonly number[]) => [id, ...leb128(bytes.length), ...bytes];
const ascii = (text: string) => [...Buffer.from(text, 'ascii')];
const name = (text: string) => [text.length, ...ascii(text)];

/** Unsigned integers of any length: seven bits a byte, the lowest first. */
function leb128(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb128(value >>> 7)];
}

/** Signed ones: as many sevens of bits as are needed, the last of which has the sign. */
function signedLeb128(value: number): number[] {
  const [low, rest] = [value & 0x7f, value >> 7];
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return isLast ? [low] : [low | 0x80, ...signedLeb128(rest)];
}
