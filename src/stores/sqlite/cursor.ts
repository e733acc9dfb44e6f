import { z } from 'zod';
import { PaperkinError } from '../../errors.js';

/** Where a page of the list ended: opaque to callers, who only hand it back. */
const positionSchema = z.strictObject({ published: z.string().max(10), key: z.int().nonnegative() });

type Position = z.infer<typeof positionSchema>;

export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws INVALID_INPUT when it is not a cursor that a page gave. */
export function decodeCursor(cursor: string): Position {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new PaperkinError('INVALID_INPUT', 'The cursor is not one that a page of results gave.', {
      value: cursor,
      remedy: 'Leave it out to begin at the first page.',
      cause,
    });
  }
}
