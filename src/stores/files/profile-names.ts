import { distance } from 'fastest-levenshtein';
import { PaperkinError } from '../../errors.js';
import { foldName, profileNameSchema } from '../../profile/profile.js';

/** Windows takes these for devices, whatever follows a dot. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\.|$)/;
/** No name has it, so what it stands before is no other name. */
const MARK = '%';
/** Names that fold to themselves: nearly all, and a folder of 10,000 is read for each list. */
const PLAIN = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const ENDING = '.json';
/** Names that are suggested for one that is not there. */
const SUGGESTED = 3;

/** The name as it is kept. @throws INVALID_INPUT */
export function requireName(name: string): string {
  const parsed = profileNameSchema.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new PaperkinError('INVALID_INPUT', `name: ${parsed.error.issues[0]?.message ?? 'is not valid'}`, { value: name });
}

/** The name of a profile's file: folded, so that it is one file on all file systems; it ends in no dot, and begins with none. */
export function fileOf(name: string): string {
  const folded = foldName(name);
  return `${DEVICE.test(folded) ? MARK : ''}${folded}${ENDING}`;
}

/** The folded name of the profile whose file that is; undefined for other files. Macs give names decomposed. */
export function nameOfFile(file: string): string | undefined {
  if (!file.endsWith(ENDING)) return undefined;
  const stem = file.slice(file.startsWith(MARK) ? MARK.length : 0, -ENDING.length);
  if (PLAIN.test(stem)) return stem;
  const name = foldName(stem);
  return profileNameSchema.safeParse(name).success ? name : undefined;
}

/** @returns PROFILE_NOT_FOUND, with those of the names that are spelt alike. */
export function notFound(name: string, names: readonly string[]): PaperkinError {
  const folded = foldName(name);
  // Its file was put there by hand, and is found by those only who look for all files.
  const remedy = names.includes(folded) ? `Call its file "${fileOf(name)}".` : suggestion(folded, names);
  return new PaperkinError('PROFILE_NOT_FOUND', `There is no profile "${name}".`, {
    value: name,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

function suggestion(folded: string, names: readonly string[]): string | undefined {
  const errors = Math.max(1, Math.floor(folded.length / 3));
  const alike = names
    .map((other) => ({ other, errors: distance(folded, other) }))
    .filter((candidate) => candidate.errors <= errors)
    .sort((a, b) => a.errors - b.errors || (a.other < b.other ? -1 : 1))
    .slice(0, SUGGESTED)
    .map(({ other }) => `"${other}"`);
  return alike.length === 0 ? undefined : `Did you mean ${alike.join(' or ')}?`;
}
