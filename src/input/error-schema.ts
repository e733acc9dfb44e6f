import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../errors.js';

/** An error as every door reports it: `PaperkinError.toJSON`. */
export const errorSchema = z.strictObject({
  code: z.enum(ERROR_CODES as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  /** The value at fault, shortened. */
  value: z.string().exactOptional(),
  remedy: z.string(),
});
