import { isIP } from 'node:net';
import { hostname } from 'node:os';

/**
 * Who may talk to the server. Browsers let any page send requests to this machine and its network, so a server
 * without passwords has to tell pages apart: by the name they called it (DNS rebinding gives a
 * stranger's name our address) and by the origin they come from. Pure functions, but for the name of the machine.
 */

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Is this an address that only this machine reaches? */
export function isLoopback(address: string): boolean {
  return /^(?:localhost|::1|127(?:\.\d{1,3}){3})$/i.test(address);
}

/**
 * May a request with this Host header be answered? A server answers to the names of loopback, to what it was bound to
 * and to the names that its user allowed. Bound to another address than loopback it also answers to the name of the
 * machine and to bare addresses: no name of a stranger's can be one.
 */
export function hostAllowed(boundTo: string, hostHeader: string | undefined, allowed: readonly string[] = []): boolean {
  const name = (hostHeader ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  if (name === '') return false;
  if (LOOPBACK_NAMES.has(name) || [boundTo, ...allowed].some((one) => one.toLowerCase() === name)) return true;
  if (isLoopback(boundTo)) return false;
  return isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 || machineNames().includes(name);
}

/** As the machine calls itself, and as its network does: alone, and in the domain of mDNS. */
function machineNames(): string[] {
  const own = hostname().toLowerCase();
  const [short = own] = own.split('.', 1);
  return [own, short, `${short}.local`];
}

/** What browsers say of a request, from its headers; programs say nothing. */
export interface Caller {
  origin?: string | undefined;
  /** Sec-Fetch-Site, -Mode and -Dest. */
  site?: string | undefined;
  mode?: string | undefined;
  dest?: string | undefined;
  /** Sec-Purpose: a page that is fetched before anybody asked for it. */
  purpose?: string | undefined;
}

/**
 * May a GET or HEAD be answered? As what writes, but for a person who follows a link here from elsewhere. Images, scripts,
 * frames and fetches of other pages are not answered: they could not read it, but make the model work, thousands at a time.
 * This is the resource isolation policy of https://web.dev/articles/fetch-metadata; an older browser says nothing.
 */
export function readAllowed(hostHeader: string | undefined, { origin, site, mode, dest, purpose }: Caller): boolean {
  if (originAllowed(hostHeader, origin, site)) return true;
  return origin === undefined && mode === 'navigate' && dest === 'document' && purpose === undefined;
}

/**
 * May a request that could change something be answered? Programs send neither Origin nor Sec-Fetch-Site; a
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
