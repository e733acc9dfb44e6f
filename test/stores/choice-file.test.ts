import { ChoiceFile } from '../../src/stores/files/choice-file.js';
import { temporaryFolder } from '../support/temporary.js';
import { describeModelChoiceStore } from './model-choice-store-contract.js';

describeModelChoiceStore('a file', async () => {
  const home = await temporaryFolder();
  return [new ChoiceFile(home), new ChoiceFile(home)];
});
