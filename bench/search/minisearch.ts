/**
 * Contestant: MiniSearch (BM25+ in memory) at its defaults, with terms stemmed as its documentation
 * shows, by Porter's stemmer. A paper asks with its first words, see {@link questionOf}.
 */
import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import { type Contestant, serve } from './contestant.js';
import { type PaperText, readPapers } from './papers.js';
import { questionOf } from './words.js';

await serve(async (folder): Promise<Contestant> => {
  const index = new MiniSearch<PaperText>({
    fields: ['title', 'abstract'],
    // A paper that asks needs its text.
    storeFields: ['title', 'abstract'],
    processTerm: (term) => stemmer(term.toLowerCase()),
  });
  for await (const paper of readPapers(folder)) index.add(paper);
  const search = async (text: string, k: number) => {
    const results = index.search(text);
    return results.slice(0, k).map(({ id }) => String(id));
  };
  return {
    search,
    similar(id, k) {
      const { title, abstract } = index.getStoredFields(id) ?? {};
      return search(questionOf({ title: String(title), abstract: String(abstract) }), k);
    },
    close: async () => undefined,
  };
});
