/** By what several formats are told apart. */

/** Fields and headers that name the title, as spreadsheets and reference managers export them. */
export const TITLE_FIELD = /^(?:(?:paper|article|document)[ _-]?)?title$/i;

/** Without its end of line and the blanks before that. */
export function firstLineOf(text: string): string {
  return /^[^\r\n]*/.exec(text)?.[0].trimEnd() ?? '';
}

/**
 * Whether a text that begins with a brace is JSON Lines rather than one document. An object on its line is a record, damaged or
 * not, unless it is alone and holds the records: an API's answer such as `{"total":2,"data":[{…},{…}]}`.
 */
export function beginsWithJsonLine(text: string): boolean {
  const line = firstLineOf(text);
  if (line === '{' || !line.endsWith('}')) return false;
  const isAlone = text.trimEnd() === line;
  return !(isAlone && holdsRecords(line));
}

function holdsRecords(line: string): boolean {
  let document: unknown;
  try {
    document = JSON.parse(line);
  } catch {
    return false;
  }
  if (typeof document !== 'object' || document === null) return false;
  const hasTitle = Object.keys(document).some((key) => TITLE_FIELD.test(key));
  const isListOfObjects = (value: unknown) => Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null;
  return !hasTitle && Object.values(document).some(isListOfObjects);
}
