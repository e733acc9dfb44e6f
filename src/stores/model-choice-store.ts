import { z } from 'zod';

/** Which model a folder of papers uses, and how: what a person chose, not yet looked at. */
export const modelChoiceSchema = z.strictObject({
  /** Name, folder or ONNX file. */
  model: z.string().min(1),
  /** How many dimensions are indexed and compared; absent: all. */
  dimensions: z.int().positive().optional(),
  pooling: z.enum(['mean', 'cls']).optional(),
  queryPrefix: z.string().optional(),
  passagePrefix: z.string().optional(),
});
export type ModelChoice = z.output<typeof modelChoiceSchema>;

/** The choices of a folder of papers. */
export const modelChoicesSchema = z.strictObject({
  /** Answers questions; absent: the model that ships. */
  current: modelChoiceSchema.optional(),
  /** Answered before it, and is there to go back to. */
  previous: modelChoiceSchema.optional(),
  /** Is being made ready: it takes over when every paper has its vector. */
  next: modelChoiceSchema.optional(),
});
export type ModelChoices = z.output<typeof modelChoicesSchema>;

/** Where the choices are kept; every process that uses the folder reads them. */
export interface ModelChoiceStore {
  read(): Promise<ModelChoices>;
  /** Replaces them in one step: whoever reads sees the old ones or the new ones. */
  write(choices: ModelChoices): Promise<void>;
}
