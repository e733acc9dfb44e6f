const URL_PREFIX =
  /^(?:https?:\/\/)?(?:www\.|export\.|dx\.)?(?:arxiv\.org\/(?:abs|pdf|html|format)\/|alphaxiv\.org\/abs\/|huggingface\.co\/papers\/|ar5iv\.org\/abs\/|ar5iv\.labs\.arxiv\.org\/html\/|doi\.org\/)/i;
const SCHEME_PREFIX = /^(?:arxiv|doi)\s*:\s*/i;
/** What may follow an id in a sentence. */
const AT_END = /[).,;\s]/;

/** An id without what it is written with: the URL, the scheme, and what follows it in a sentence. */
export function bareId(text: string): string {
  const bare = text.trim().replace(URL_PREFIX, '').replace(SCHEME_PREFIX, '');
  const query = bare.search(/[?#]/);
  // Over a line break reaches no URL: another id follows there.
  const end = query < 0 || /[\n\r\u2028\u2029]/.test(bare.slice(query)) ? bare.length : query;
  const path = bare.slice(0, end).replace(/\.pdf$/i, '');
  // From the end: a pattern for signs at the end would look for it from each sign anew.
  let last = path.length;
  while (last > 0 && AT_END.test(path.charAt(last - 1))) last--;
  return path.slice(0, last);
}
