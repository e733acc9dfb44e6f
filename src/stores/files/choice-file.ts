import { join } from 'node:path';
import { PaperkinError } from '../../errors.js';
import { EditableFile } from '../../files/editable-file.js';
import { type ModelChoiceStore, type ModelChoices, modelChoicesSchema } from '../model-choice-store.js';

/** `models.json` in the folder of papers: which model it uses, small enough to read and mend by hand. */
export class ChoiceFile implements ModelChoiceStore {
  readonly #file: EditableFile<ModelChoices>;

  constructor(home: string) {
    const path = join(home, 'models.json');
    this.#file = new EditableFile(path, {
      schema: modelChoicesSchema,
      unreadable: (message, cause) =>
        new PaperkinError('INVALID_INPUT', message, {
          value: path,
          remedy: 'Correct the file, or delete it: the bundled model is used then, and no vector is lost.',
          cause,
        }),
    });
  }

  /** @throws INVALID_INPUT when somebody has written something else into it. */
  async read(): Promise<ModelChoices> {
    const { data } = await this.#file.open({});
    return data;
  }

  async write(choices: ModelChoices): Promise<void> {
    await this.#file.write(choices);
  }
}
