import type { z } from 'zod';
import { PaperkinError } from '../errors.js';
import type { Library } from '../formats/library.js';
import { authorFacet } from '../lexical/facets.js';
import type { Action } from '../profile/event.js';
import { openProfile } from '../profile/open-profile.js';
import { profileText } from '../profile/write-profile.js';
import { newestPage } from '../search/newest-page.js';
import type { PaperStore } from '../stores/paper-store.js';
import type { ProfilePage, ProfileStore } from '../stores/profile-store.js';
import { eventsToUndo, likesOf, resolveActions } from './actions.js';
import type { Created, Done, FollowedAuthor, Imported, LibraryReport, ProfileView, Removed } from './answer.js';
import { type EditableInterest, editsOf, splitOf } from './interests.js';
import { type Corpus, papersOfLibrary } from './library.js';
import type { createSchema, InterestChanges, profileListSchema } from './query.js';
import { viewOf } from './view.js';

export interface ReadersParts {
  store: Pick<PaperStore, 'find' | 'byKeys' | 'list'>;
  profiles: ProfileStore;
  lexical: Corpus['lexical'];
  /** What a reader is interested in now. */
  interests(name: string): Promise<readonly EditableInterest[]>;
  /** @throws FILE_UNREADABLE, FORMAT_UNKNOWN */
  readLibrary(path: string): Promise<Library>;
}

/** Papers of an author that are liked from the beginning. */
const PAPERS_OF_AUTHOR = 20;

/**
 * Those who read here, each like a diary: what they did with papers is written down, never changed, and says what holds now. A profile
 * that is not there is PROFILE_NOT_FOUND, a damaged one PROFILE_UNREADABLE.
 *
 *     await engine.createProfile({ name: 'ana', like: ['2403.09054'], topics: ['kv cache compression'] });
 *     await engine.act({ profile: 'ana', actions: [{ kind: 'like', papers: ['2506.15969'] }] });
 *     await engine.undo({ profile: 'ana' }); // that like
 */
export class Readers {
  readonly #parts: ReadersParts;

  constructor(parts: ReadersParts) {
    this.#parts = parts;
  }

  /**
   * Makes a profile, from what a new reader can say at once: what they work on, papers they like, libraries of references (files
   * of BibTeX or RIS), authors and topics. Of each author the 20 newest papers are liked. All of it is one deed.
   * @throws PROFILE_EXISTS, PAPER_NOT_FOUND, INVALID_ID, INVALID_INPUT, FILE_UNREADABLE, FORMAT_UNKNOWN: then there is no profile
   */
  async create(given: z.output<typeof createSchema>): Promise<Created> {
    const { profiles, store } = this.#parts;
    const liked = given.like?.length ? await resolveActions(store, [{ kind: 'like', papers: given.like }]) : [];
    const { papers, reports } = await this.#libraries(given.library);
    const actions: Action[] = given.about ? [{ kind: 'about', text: given.about }] : [];
    // What is liked last counts as the newest: what the reader has named stands before what follows from it.
    const authors: FollowedAuthor[] = [];
    for (const author of given.authors ?? []) {
      const own = await this.#papersOf(author);
      authors.push({ name: author, liked: own.length });
      actions.push(...likesOf(own), { kind: 'follow', what: 'author', name: author });
    }
    actions.push(...(given.topics ?? []).map((topic): Action => ({ kind: 'follow', what: 'topic', name: topic })));
    actions.push(...likesOf(papers), ...liked);
    const empty = await profiles.create(given.name);
    const profile = actions.length === 0 ? empty : await profiles.append(given.name, actions);
    return { profile: await viewOf(store, profile), authors, libraries: reports };
  }

  /** A page of profiles, by name. */
  async list({ limit, cursor }: z.output<typeof profileListSchema>): Promise<ProfilePage> {
    return this.#parts.profiles.list({ limit, after: cursor });
  }

  /** What holds for a reader. */
  async show(name: string): Promise<ProfileView> {
    return viewOf(this.#parts.store, await this.#parts.profiles.read(name));
  }

  /**
   * Takes down what a reader has just done, all or nothing.
   * @throws INVALID_INPUT, INVALID_ID; PAPER_NOT_FOUND for what is liked or disliked and is not here; STORE_LOCKED
   */
  async act(name: string, actions: readonly Action[]): Promise<Done> {
    const { store, profiles } = this.#parts;
    const profile = await profiles.read(name);
    for (const action of actions) if (action.kind === 'undo') eventsToUndo(profile, action.event);
    return this.#append(name, await resolveActions(store, actions));
  }

  /**
   * Has a reader follow a topic: by its name, as topics in words are followed. What it is stays here, since a profile goes to other
   * machines and its reader has to know what it follows.
   * @throws PROFILE_NOT_FOUND, PROFILE_UNREADABLE, STORE_LOCKED
   */
  async followTopic<Topic extends { name: string }>(name: string, topic: Topic): Promise<Done & { topic: Topic }> {
    return { ...(await this.act(name, [{ kind: 'follow', what: 'topic', name: topic.name }])), topic };
  }

  /**
   * Changes an interest, which from then on stands on the papers that it is made of now, whatever is liked later; or splits it in two.
   * @param interest Its id, as `Recommender.interests` gives it.
   * @throws INVALID_INPUT, INVALID_ID, INTEREST_NOT_FOUND, STORE_LOCKED
   */
  async editInterest(name: string, interest: string, edit: InterestChanges): Promise<Done> {
    const { store, profiles, interests } = this.#parts;
    const [known, profile] = [await interests(name), await profiles.read(name)];
    const edited = known.find((each) => each.id === interest);
    if (edited === undefined) throw new PaperkinError('INTEREST_NOT_FOUND', `"${profile.name}" has no such interest.`, { value: interest });
    const { split, ...changes } = edit;
    return this.#append(name, split ? splitOf(edited, await store.find(split), split) : editsOf(edited, changes, profile));
  }

  /**
   * Likes the papers of libraries of references, files of BibTeX or RIS, as far as they are here; together with
   * other papers, if there are any, in one deed.
   * @throws FILE_UNREADABLE, FORMAT_UNKNOWN, INVALID_INPUT, INVALID_ID, PAPER_NOT_FOUND: then nothing is liked
   */
  async addLibraries(name: string, paths: readonly string[], like: readonly string[]): Promise<Done & { libraries: LibraryReport[] }> {
    const { profiles, store } = this.#parts;
    await profiles.read(name);
    const named = like.length > 0 ? await resolveActions(store, [{ kind: 'like', papers: [...like] }]) : [];
    const { papers, reports } = await this.#libraries(paths);
    return { ...(await this.#append(name, [...likesOf(papers), ...named])), libraries: reports };
  }

  /**
   * Undoes the event of this id, or else all of the last deed; again and again, one deed after the other.
   * @throws INVALID_INPUT when there is nothing to undo
   */
  async undo(name: string, event: string | undefined): Promise<Done & { undone: Done['added'] }> {
    const undone = eventsToUndo(await this.#parts.profiles.read(name), event);
    const done = await this.#append(
      name,
      undone.map(({ id }) => ({ kind: 'undo', event: id })),
    );
    return { ...done, undone };
  }

  /** The profile as its file says it, in one text. */
  async export(name: string): Promise<string> {
    return profileText(await this.#parts.profiles.read(name));
  }

  /**
   * Takes in a profile's file, of a backup or another machine: its events are added to those that are here.
   * @param name Takes it for the profile of this name, whatever the file says.
   * @param file What errors call it.
   * @throws PROFILE_UNREADABLE with the line; INVALID_INPUT above the number of events that a profile can have
   */
  async import(bytes: Uint8Array, { name, file }: { name?: string | undefined; file?: string | undefined } = {}): Promise<Imported> {
    const read = await openProfile(bytes, file === undefined ? {} : { file });
    const { profile, added } = await this.#parts.profiles.merge(name === undefined ? read : { ...read, name });
    return { name: profile.name, added, events: profile.events.length };
  }

  /** Forgets a profile, readable or not, and what was kept beside it. */
  async remove(name: string): Promise<Removed> {
    const { profiles } = this.#parts;
    const known = await profiles.read(name).catch((error: unknown) => {
      if (!(error instanceof PaperkinError && error.code === 'PROFILE_UNREADABLE')) throw error;
      return undefined;
    });
    await profiles.remove(name);
    return known ? { name: known.name, events: known.events.length } : { name };
  }

  async #append(name: string, actions: readonly Action[]): Promise<Done> {
    const profile = await this.#parts.profiles.append(name, actions);
    return { name: profile.name, added: profile.events.slice(profile.events.length - actions.length) };
  }

  async #libraries(paths: readonly string[]): Promise<{ papers: string[]; reports: LibraryReport[] }> {
    const papers = new Set<string>();
    const reports: LibraryReport[] = [];
    for (const path of paths) {
      const found = await papersOfLibrary(this.#parts, path, await this.#parts.readLibrary(path));
      for (const paper of found.papers) papers.add(paper);
      reports.push(found.report);
    }
    return { papers: [...papers], reports };
  }

  /** The newest papers of an author, oldest first; none of a surname alone, which may be anybody's. */
  async #papersOf(author: string): Promise<string[]> {
    const { store, lexical } = this.#parts;
    if (!/\S\s+\S/.test(author)) return [];
    const keys = await lexical.select({ all: [[authorFacet(author)]] });
    const page = { k: PAPERS_OF_AUTHOR, matches: undefined, shown: new Set<number>(), question: '' };
    const { results } = await newestPage(store, keys, page, PAPERS_OF_AUTHOR);
    return results.map(({ paper }) => paper.id).reverse();
  }
}
