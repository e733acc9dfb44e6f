import { writeLine } from './output.js';
import { styled } from './terminal.js';

/** Rows in columns as wide as they need. The cells are plain text. */
export function writeTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  writeLine(styled('dim', line(header)));
  for (const row of rows) writeLine(line(row));
}
