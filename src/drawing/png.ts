import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Bytes of a pixel: red, green, blue, opacity. */
const PIXEL = 4;
/** Each byte of a row as the difference from the one above it: of pictures without sharp edges this is the smallest. */
const UP = 2;

/** A picture as PNG (RFC 2083), 8 bits a channel. @param pixels red, green, blue and opacity of each, row by row */
export function encodePng(pixels: Uint8Array, width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits, colour with opacity, and the only compression, filters and order that there are.
  header.set([8, 6, 0, 0, 0], 8);
  const stride = PIXEL * width;
  const rows = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row++) {
    const start = row * (stride + 1);
    rows[start] = UP;
    for (let i = 0; i < stride; i++) {
      const above = row === 0 ? 0 : (pixels[(row - 1) * stride + i] as number);
      rows[start + 1 + i] = (pixels[row * stride + i] as number) - above;
    }
  }
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
