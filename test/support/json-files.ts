import { join } from 'node:path';
import { z } from 'zod';
import { PaperkinError } from '../../src/errors.js';
import { DerivedFile } from '../../src/files/derived-file.js';
import { EditableFile } from '../../src/files/editable-file.js';

const schema = z.strictObject({ format: z.literal(1), version: z.int(), numbers: z.array(z.int()) });
export type Numbers = z.output<typeof schema>;

export function editableFile(folder: string): EditableFile<Numbers> {
  const unreadable = (message: string, cause?: unknown) => new PaperkinError('TOPICS_UNREADABLE', message, { cause });
  return new EditableFile(join(folder, 'editable.json'), { schema, unreadable });
}

export function derivedFile(folder: string): DerivedFile<Numbers> {
  return new DerivedFile(join(folder, 'derived.json'), schema);
}

/** As many numbers as one likes, all of them the version: of a file that is made of two they differ. */
export function numbersOf(version: number, count = 3): Numbers {
  return { format: 1, version, numbers: new Array<number>(count).fill(version) };
}
