import { cpus, release, totalmem } from 'node:os';

/** What a figure is worth nothing without: processor, cores, memory, Node, date. */
export function machine(): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `${date} · ${processor?.model.trim()} · ${cpus().length} cores · ${memory} GiB · Linux ${release()} · Node ${process.versions.node}`;
}

/** A Markdown table. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
