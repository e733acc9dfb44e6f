import type { ModelInfo } from '../../engine.js';
import { writeLine } from './output.js';
import { plain, styled } from './terminal.js';
import { writeTable } from './text-table.js';

const UNKNOWN = '–';

/** Models as people compare them: a table, then where each lies and what is wrong with what cannot be used. */
export function writeModels(models: readonly ModelInfo[]): void {
  const usable = models.filter(({ problem }) => problem === undefined);
  const header = ['model', 'in use', 'dimensions', 'tokens', 'size', 'licence', 'vectors', 'abstracts/s'];
  const rows = usable.map((model) => [
    plain(model.name),
    model.use ?? '',
    dimensions(model),
    String(model.maxTokens ?? UNKNOWN),
    `${((model.bytes ?? 0) / 1e6).toFixed(1)} MB`,
    plain(model.licence ?? UNKNOWN),
    (model.vectors ?? 0).toLocaleString('en'),
    model.speed === undefined ? UNKNOWN : String(Math.round(model.speed)),
  ]);
  writeTable(header, rows);
  writeLine();
  for (const { name, folder } of usable) writeLine(styled('dim', `${plain(name)}: ${plain(folder)}`));
  for (const { folder, problem } of models) if (problem !== undefined) writeLine(`${plain(folder)} cannot be used: ${plain(problem)}`);
}

function dimensions({ indexed, dimensions: all }: ModelInfo): string {
  return indexed === undefined || indexed === all ? String(all ?? UNKNOWN) : `${indexed} of ${all}`;
}
