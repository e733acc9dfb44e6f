import { pipeline, Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { PaperkinError } from '../../errors.js';
import { peek } from './peek.js';

/** A window of 2^27 bytes (128 MiB), as `zstd --long=27` writes it: more memory than that no file may ask for. */
const ZSTD_WINDOW_LOG = 27;
/** `ZSTD_d_windowLogMax` of zstd.h: Node's constants name it only where Node has zstd. */
const ZSTD_D_WINDOW_LOG_MAX = 100;

/** Longest of the marks below. */
const MARK_BYTES = 6;
const GZIP = '1f8b';
const ZSTD = '28b52ffd';
/** Marks of what we cannot read, so that it is not taken for text. */
const UNSUPPORTED: readonly (readonly [mark: string, name: string, remedy: string])[] = [
  ['fd377a585a00', 'xz', 'Decompress it first: "xz -dc FILE | paperkin import -".'],
  ['425a68', 'bzip2', 'Decompress it first: "bzip2 -dc FILE | paperkin import -".'],
  ['504b0304', 'zip', 'Unpack it first: "unzip -p FILE | paperkin import -".'],
];

/**
 * Decompresses gzip and zstd, told by their first bytes; everything else passes as it is.
 * @throws COMPRESSION_UNSUPPORTED for zstd before Node 22.15, and for xz, bzip2 and zip.
 */
export async function* decompressed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, bytes } = await peek(source, MARK_BYTES);
  const mark = Buffer.from(head).toString('hex');
  const unsupported = UNSUPPORTED.find(([prefix]) => mark.startsWith(prefix));
  if (unsupported) {
    const [, name, remedy] = unsupported;
    throw new PaperkinError('COMPRESSION_UNSUPPORTED', `Paperkin does not read ${name}.`, { remedy });
  }
  if (mark.startsWith(GZIP)) yield* through(bytes, zlib.createGunzip());
  else if (mark.startsWith(ZSTD)) yield* zstdFrames(bytes);
  else yield* bytes;
}

function through(bytes: AsyncIterable<Uint8Array>, decompressor: Transform): AsyncIterable<Uint8Array> {
  // The pipeline hands errors of the source on to the decompressor, whose reader throws them.
  pipeline(Readable.from(bytes), decompressor, () => undefined);
  return decompressor;
}

/**
 * A zstd file may be several frames, one after the other. Node's decompressor ends where a frame
 * ends within a chunk, and drops the rest of that chunk: what it has not taken goes to a new one.
 */
async function* zstdFrames(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  const next = async () => (await source.next()).value as Uint8Array | undefined;
  try {
    let chunk = await next();
    while (chunk) {
      const decompressor = zstdDecompressor();
      let before = 0;
      const write = async () => {
        for (; chunk; chunk = await next()) {
          before = decompressor.bytesWritten;
          await written(decompressor, chunk);
          // A frame has ended: whether Node calls back then differs with its version.
          if (decompressor.bytesWritten - before < chunk.length) return;
        }
        decompressor.end();
      };
      // Whoever reads the decompressor gets what goes wrong here.
      write().catch((cause) => decompressor.destroy(cause));
      yield* decompressor;
      chunk = chunk?.subarray(decompressor.bytesWritten - before);
    }
  } finally {
    await source.return?.();
  }
}

function written(stream: Transform, chunk: Uint8Array): Promise<void> {
  return new Promise((done, fail) => {
    stream.write(chunk, (error) => (error ? fail(error) : done()));
  });
}

type ZstdDecompressor = Transform & { bytesWritten: number };

/** What Node's zlib has since 22.15; the types that we compile with are of Node 20. */
interface ZstdCapable {
  createZstdDecompress?: (options: { params: Record<number, number> }) => ZstdDecompressor;
}

function zstdDecompressor(): ZstdDecompressor {
  const { createZstdDecompress } = zlib as ZstdCapable;
  if (!createZstdDecompress) {
    throw new PaperkinError('COMPRESSION_UNSUPPORTED', `Node ${process.versions.node} cannot decompress zstd; Node 22.15 or newer can.`);
  }
  return createZstdDecompress({ params: { [ZSTD_D_WINDOW_LOG_MAX]: ZSTD_WINDOW_LOG } });
}
