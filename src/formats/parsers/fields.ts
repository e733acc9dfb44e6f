/** Access to the fields of a record whose names and types are whatever its source thought fit. */

/** By normalised name: `Abstract Note`, `abstract_note` and `abstractNote` are one. */
export type Fields = ReadonlyMap<string, unknown>;

/** Empty where the value is no object. Of names that differ only in case, the first counts. */
export function fieldsOfObject(value: unknown): Fields {
  const fields = new Map<string, unknown>();
  if (!isObject(value)) return fields;
  for (const [name, field] of Object.entries(value)) {
    const key = normalised(name);
    if (!fields.has(key)) fields.set(key, field);
  }
  return fields;
}

/** A source has the same few names in each of its records. */
const known = new Map<string, string>();
const MAX_KNOWN = 1_000;

function normalised(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const key = name.toLowerCase().replace(/[^a-z0-9]+/g, '');
  if (known.size < MAX_KNOWN) known.set(name, key);
  return key;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values under any of these names, in the order of the names; empty texts and null count as missing. */
export function valuesOf(fields: Fields, names: readonly string[]): unknown[] {
  return names.map((name) => fields.get(name)).filter((value) => value !== undefined && value !== null && value !== '');
}

/** Objects in objects that are looked into for a name. */
const MAX_LEVELS = 5;

/** The first text under any of these names, or the name in an object there (`{"name": …}`). */
export function textOf(fields: Fields, names: readonly string[], levels = MAX_LEVELS): string | undefined {
  for (const value of levels > 0 ? valuesOf(fields, names) : []) {
    const text = typeof value === 'string' ? value : textOf(fieldsOfObject(value), ['fullname', 'name', 'text'], levels - 1);
    if (text !== undefined && text.trim() !== '') return text;
  }
  return undefined;
}

/** The first whole number under any of these names, 0 or more, written as a number or as digits. */
export function countOf(fields: Fields, names: readonly string[]): number | undefined {
  // An object can have a `toString` that is none: only what is written as a number is looked at.
  const written = valuesOf(fields, names).filter((value) => typeof value === 'string' || typeof value === 'number');
  const counts = written.filter((value) => /^\d{1,15}$/.test(String(value).trim()));
  return counts.length > 0 ? Number(counts[0]) : undefined;
}
