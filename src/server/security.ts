/**
 * Who may talk to a server on loopback. Browsers let any page send requests there, so a server
 * without passwords has to tell pages apart: by the name they called it (DNS rebinding gives a
 * stranger's name our address) and by the origin they come from. Pure functions.
 */

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Is this an address that only this machine reaches? */
export function isLoopback(address: string): boolean {
  return /^(?:localhost|::1|127(?:\.\d{1,3}){3})$/i.test(address);
}

/**
 * May a request with this Host header be answered? A server on loopback answers to loopback's
 * names only; one that was bound to another address on purpose may be called by any name.
 */
export function hostAllowed(boundTo: string, hostHeader: string | undefined): boolean {
  if (!isLoopback(boundTo)) return true;
  const name = hostHeader?.toLowerCase().replace(/:\d+$/, '') ?? '';
  return LOOPBACK_NAMES.has(name) || name === boundTo.toLowerCase();
}

/**
 * May a request that could change or cost something be answered? Programs send neither Origin nor Sec-Fetch-Site; a
 * browser's page must be of this very server. Another port of localhost is another origin, though the same site.
 */
export function originAllowed(hostHeader: string | undefined, origin: string | undefined, fetchSite?: string): boolean {
  // `none`: the user typed the address.
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === hostHeader?.toLowerCase();
  } catch {
    return false;
  }
}
