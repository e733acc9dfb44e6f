import { existsSync, readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

/** What a figure is worth nothing without: processor, cores, memory, Node, date. */
export function machine(): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `${date} · ${processor?.model.trim()} · ${instructionSets()} · ${cpus().length} cores · ${memory} GiB · Linux ${release()} · Node ${process.versions.node}`;
}

/** Which of x86's vector instructions it has: they decide what int8 arithmetic costs. Read from /proc, so Linux only. */
function instructionSets(): string {
  const file = '/proc/cpuinfo';
  const flags = new Set(existsSync(file) ? /^flags\s*:(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.trim().split(' ') : []);
  if (flags.size === 0) return process.arch;
  const has = (name: string, ...any: string[]) => `${any.some((flag) => flags.has(flag)) ? '' : 'no '}${name}`;
  return [has('AVX2', 'avx2'), has('AVX-512', 'avx512f'), has('VNNI', 'avx512_vnni', 'avx_vnni'), has('AMX', 'amx_int8')].join(', ');
}

/** A Markdown table. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
