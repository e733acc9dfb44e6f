import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, PaperkinError, refusedBySystem } from '../../errors.js';
import { replaceFile } from '../../files/replace-file.js';
import { type ModelChoiceStore, type ModelChoices, modelChoicesSchema } from '../model-choice.js';

/** `models.json` in the folder of papers: which model it uses, small enough to read and mend by hand. */
export class ChoiceFile implements ModelChoiceStore {
  readonly #path: string;

  constructor(home: string) {
    this.#path = join(home, 'models.json');
  }

  /** @throws INVALID_INPUT when somebody has written something else into it. */
  async read(): Promise<ModelChoices> {
    try {
      return modelChoicesSchema.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return {};
      const refused = refusedBySystem(cause, this.#path);
      if (refused) throw refused;
      const detail = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll('\n', ' ') : String(cause);
      throw new PaperkinError('INVALID_INPUT', `${this.#path} cannot be read: ${detail}`, {
        value: this.#path,
        remedy: 'Correct the file, or delete it: the bundled model is used then, and no vector is lost.',
        cause,
      });
    }
  }

  async write(choices: ModelChoices): Promise<void> {
    await replaceFile(this.#path, `${JSON.stringify(choices, undefined, 2)}\n`);
  }
}
