import { homedir } from 'node:os';
import { type ErrorCode, isRefusal, PaperkinError } from '../../errors.js';

/** An error in the shape in which every door reports it. */
type Told = ReturnType<PaperkinError['toJSON']>;

/** An update in the background, as an engine tells of it. */
interface Updating {
  update?: object;
  error?: Told;
}

/** Where the user's data is, and where the user's files are: not for answers, which other machines may get. */
export interface Folders {
  home?: string | undefined;
}

/**
 * What an answer says of an error: of a fault of ours nothing, since it may speak of statements; of others all but folders, and
 * of what the system refused not which path it was.
 */
export function publicError({ code, message, value: given, remedy }: Told, folders: Folders): Told {
  if (isFromInside(code)) return new PaperkinError(code, 'Something went wrong inside Paperkin.').toJSON();
  const value = isRefusal(new PaperkinError(code, '')) ? undefined : given;
  const hidden = (text: string) => withoutFolders(text, folders);
  return { code, message: hidden(message), remedy: hidden(remedy), ...(value !== undefined && { value: hidden(value) }) };
}

/** The same of an update, without the file that it wrote. */
export function publicUpdate<T extends Updating>(updating: T, folders: Folders): T {
  const { update, error } = updating;
  return {
    ...updating,
    ...(update && { update: Object.fromEntries(Object.entries(update).filter(([name]) => name !== 'file')) }),
    ...(error && { error: publicError(error, folders) }),
  };
}

function isFromInside(code: ErrorCode): boolean {
  return new PaperkinError(code, '').status === 500;
}

function withoutFolders(text: string, { home }: Folders): string {
  // The longer one first: the one is often within the other.
  const named = [...(home ? [[home, 'HOME'] as const] : []), [homedir(), '~'] as const].sort(([a], [b]) => b.length - a.length);
  return named.filter(([folder]) => folder.length > 1).reduce((out, [folder, name]) => out.replaceAll(folder, name), text);
}
