import { closeHome, type Home, openHome } from './home.js';
import { vectorsView } from './vectors-view.js';
import type { View } from './view.js';
import { lexicalView } from './words-view.js';

export const VIEWS = ['vectors', 'words'] as const;
export type ViewName = (typeof VIEWS)[number];

/** Does some work on one of the views of a data folder. */
export async function withView<T>(
  folder: string,
  name: ViewName,
  work: <Content>(view: View<Content>, home: Home) => Promise<T>,
): Promise<T> {
  const home = await openHome(folder);
  try {
    return name === 'vectors' ? await work(await vectorsView(home), home) : await work(await lexicalView(home), home);
  } finally {
    await closeHome(home);
  }
}
