// Assembles the SIMD programs, src/simd/*.wat, into src/simd/programs.ts, which is checked in: what ships needs no assembler.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const folder = new URL('../src/simd/', import.meta.url);
const { parseWat } = await wabt();
const programs = readdirSync(folder)
  .filter((file) => file.endsWith('.wat'))
  .sort()
  .map((file) => {
    // A string: of a Buffer, wabt takes the whole memory that Buffers share, and what lies behind the text.
    const { buffer } = parseWat(file, readFileSync(new URL(file, folder), 'latin1')).toBinary({});
    return `  ${basename(file, '.wat')}: '${Buffer.from(buffer).toString('base64')}',\n`;
  });
const target = fileURLToPath(new URL('programs.ts', folder));
writeFileSync(
  target,
  `/** WebAssembly in base64, made of the \`.wat\` files of this folder by \`npm run build:simd\`. */
export const PROGRAMS = {\n${programs.join('')}};\n`,
);
