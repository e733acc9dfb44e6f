import { xmlText } from '../paper/plain-text.js';

/** What a chart is written with: text that is safe in XML and fits, colours of two schemes. Pure. */

/** The colours of the pages, so that a chart in one looks like a part of it. */
const LIGHT = { card: '#ffffff', ink: '#1f1b18', soft: '#645c54', line: '#e4ddd2', accent: '#8a3324' } as const;
const DARK: typeof SCHEME = { card: '#1f1c1a', ink: '#ece6dd', soft: '#a89e92', line: '#38332e', accent: '#f0a48b' };
const SCHEME: Record<keyof typeof LIGHT, string> = LIGHT;

export type ChartColour = keyof typeof LIGHT;

/** An attribute of a colour: as a variable of the page around it, or light with a class that {@link darkStyle} turns dark. */
export function colourAttribute(attribute: 'fill' | 'stroke', colour: ChartColour, inPage: boolean): string {
  if (inPage) return `${attribute}="var(--${colour}, ${LIGHT[colour]})"`;
  return `class="${attribute}-${colour}" ${attribute}="${LIGHT[colour]}"`;
}

/** Rules of the file itself. Programs that know no rules still have the light colours, as attributes. */
export function darkStyle(): string {
  const rules = Object.entries(DARK).flatMap(([name, value]) => [`.fill-${name}{fill:${value}}`, `.stroke-${name}{stroke:${value}}`]);
  return `<style>@media (prefers-color-scheme: dark){${rules.join('')}}</style>`;
}

/** Text for XML: without what it forbids, and with its signs written out. */
export function escaped(text: string): string {
  return xmlText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A line of about so many pixels in a type of this size: an SVG breaks no lines and measures no text. */
export function ellipsize(text: string, pixels: number, size: number): string {
  return wrapText(text, pixels, size, 1)[0] ?? '';
}

/** Text broken between words into so many lines at most; what is too long ends in an ellipsis. */
export function wrapText(text: string, pixels: number, size: number, most: number): string[] {
  const lines: string[] = [];
  let rest = text.replace(/\s+/g, ' ').trim();
  while (rest !== '' && lines.length < most) {
    const end = endOf(rest, pixels, size);
    const isLast = lines.length === most - 1;
    const space = isLast || end === rest.length ? -1 : rest.lastIndexOf(' ', end);
    const at = space > 0 ? space : end;
    lines.push(isLast && at < rest.length ? `${rest.slice(0, endOf(rest, pixels - size, size))}…` : rest.slice(0, at));
    rest = rest.slice(at).trim();
  }
  return lines;
}

/** How much of a text fits, in UTF-16 units; one sign at least. */
function endOf(text: string, pixels: number, size: number): number {
  let [width, end] = [0, 0];
  for (const sign of text) {
    width += size * widthOf(sign);
    if (width > pixels && end > 0) break;
    end += sign.length;
  }
  return end;
}

/** In ems, of the widest of the types that are asked for. */
function widthOf(sign: string): number {
  // Chinese, Japanese and Korean signs are square.
  if ((sign.codePointAt(0) ?? 0) >= 0x2e80 || /[WMm@%—]/.test(sign)) return 1.1;
  if (/[iljtfrI.,:;'|()[\]! ]/.test(sign)) return 0.4;
  return /\p{Lu}/u.test(sign) ? 0.8 : 0.62;
}

/** A share in percent, with as many digits as tell it from its neighbours: `4%`, `.25%`. */
export function percent(share: number): string {
  const digits = share >= 0.1 || share === 0 ? 0 : share >= 0.01 ? 1 : share >= 0.001 ? 2 : 3;
  // As a number again it has no zeros at its end.
  return `${Number((100 * share).toFixed(digits))}%`;
}
