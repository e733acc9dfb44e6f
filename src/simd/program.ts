import { PROGRAMS } from './programs.js';

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
  Instance: new (module: object, imports: { env: { memory: Memory } }) => { exports: { run: (...numbers: number[]) => void } };
};

/** Compiled once a thread. */
const compiled = new Map<string, object>();

/** A program with a memory of its own; what its `run` takes, the program's `.wat` file says. */
export function start(name: keyof typeof PROGRAMS): { memory: Memory; run: (...numbers: number[]) => void } {
  const module = compiled.get(name) ?? new WebAssembly.Module(Buffer.from(PROGRAMS[name], 'base64'));
  compiled.set(name, module);
  const memory = new WebAssembly.Memory({ initial: 1 });
  return { memory, run: new WebAssembly.Instance(module, { env: { memory } }).exports.run };
}
