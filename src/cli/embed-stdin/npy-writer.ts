import { endianness } from 'node:os';
import type { FileDraft } from './draft.js';
import type { Rows, VectorWriter } from './vector-writer.js';

/** A multiple of 64, as the format asks; room for any shape that a file can hold. */
const HEADER_BYTES = 128;
/** Magic, version, length of what follows. */
const PREAMBLE_BYTES = 10;

/**
 * A matrix of float32 in NumPy's format 1.0, little-endian and in C order:
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * The header, which names the number of rows, is written last; until then zeros stand in its
 * place, so that half a file is none that NumPy would load.
 */
export class NpyWriter implements VectorWriter {
  readonly #draft: FileDraft;
  readonly #dimensions: number;
  #rows = 0;

  private constructor(draft: FileDraft, dimensions: number) {
    this.#draft = draft;
    this.#dimensions = dimensions;
  }

  static async begin(draft: FileDraft, dimensions: number): Promise<NpyWriter> {
    try {
      await draft.file.appendFile(Buffer.alloc(HEADER_BYTES));
    } catch (error) {
      await draft.close();
      throw error;
    }
    return new NpyWriter(draft, dimensions);
  }

  async write({ vectors }: Rows): Promise<void> {
    const bytes = Buffer.concat(vectors.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)));
    if (endianness() === 'BE') bytes.swap32();
    await this.#draft.file.appendFile(bytes);
    this.#rows += vectors.length;
  }

  async finish(): Promise<void> {
    await this.#draft.file.write(header(this.#rows, this.#dimensions), 0, HEADER_BYTES, 0);
    await this.#draft.publish();
  }

  close(): Promise<void> {
    return this.#draft.close();
  }
}

function header(rows: number, dimensions: number): Buffer {
  const described = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dimensions}), }`;
  const bytes = Buffer.alloc(HEADER_BYTES, ' ');
  bytes.write('\x93NUMPY\x01\x00', 'latin1');
  bytes.writeUInt16LE(HEADER_BYTES - PREAMBLE_BYTES, PREAMBLE_BYTES - 2);
  bytes.write(described, PREAMBLE_BYTES, 'latin1');
  bytes.write('\n', HEADER_BYTES - 1);
  return bytes;
}
