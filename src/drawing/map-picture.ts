import { escapeUTF8 } from 'entities';
import { xmlText } from '../paper/plain-text.js';
import type { PaperMap } from '../stores/paper-map.js';
import type { MapLabel } from './map-labels.js';
import type { View } from './map-view.js';
import { colourGroups, type Groups, hex, THEMES, type Theme, type ThemeName } from './palette.js';
import { encodePng } from './png.js';
import { onPaper, rasterOf } from './raster.js';

export interface PictureParts {
  map: Pick<PaperMap, 'x' | 'y'>;
  /** By which papers are coloured: fields or topics. */
  groups: Groups;
  view: View;
  /** Default light. */
  theme?: ThemeName | undefined;
}

/** So many papers are circles; more would make a file that viewers are slow to draw. */
const MOST_CIRCLES = 3_000;
const FONTS = "Inter, 'Segoe UI', 'Helvetica Neue', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";

/**
 * The map as an SVG that needs nothing else: papers as circles or, where they are many, as a raster inside of it; over them the
 * labels of zoom level 0, with a halo of the paper's colour.
 * @param title what it shows, for those who cannot see it
 */
export function mapAsSvg({ map, groups, view, theme: name = 'light' }: PictureParts, labels: readonly MapLabel[], title: string): string {
  const theme = THEMES[name];
  const colours = coloursOf(map, groups, theme);
  const papers = map.x.length <= MOST_CIRCLES ? circles(map, colours, view, theme) : image(map, colours, view, theme);
  const { width, height } = view;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${text(title)}</title>
<rect width="100%" height="100%" fill="${hex(theme.paper)}"/>
${papers}
<g font-family="${FONTS}" text-anchor="middle" fill="${hex(theme.ink)}" stroke="${hex(theme.paper)}" stroke-linejoin="round" paint-order="stroke">
${labels
  .filter(({ zoom }) => zoom === 0)
  .toReversed()
  .map((label) => labelled(label, view))
  .join('\n')}
</g>
</svg>
`;
}

/** The papers alone as PNG, twice as fine as the view: text would need fonts, which not every machine has. */
export function mapAsPng({ map, groups, view, theme: name = 'light' }: PictureParts): Uint8Array {
  const theme = THEMES[name];
  const { pixels, width, height } = onPaper(rasterOf(map, coloursOf(map, groups, theme), view, theme), theme.paper);
  return encodePng(pixels, width, height);
}

/** Of each paper the index of its colour; -1 for none. */
function coloursOf({ x, y }: PictureParts['map'], groups: Groups, theme: Theme): Int8Array {
  const ofGroup = colourGroups(groups, x, y, theme.topics.length);
  return Int8Array.from(x, (_, i) => ofGroup[groups.of[i] as number] ?? -1);
}

function image(map: PictureParts['map'], colours: Int8Array, view: View, theme: Theme): string {
  const { pixels, width, height } = rasterOf(map, colours, view, theme);
  const data = encodePng(pixels, width, height).toString('base64');
  return `<image width="${view.width}" height="${view.height}" href="data:image/png;base64,${data}"/>`;
}

function circles({ x, y }: PictureParts['map'], colours: Int8Array, view: View, theme: Theme): string {
  const radius = Math.min(5, Math.max(1.5, 120 / Math.sqrt(x.length)));
  const groups = [...theme.topics, theme.none].map((colour, index) => {
    const own = [...x.keys()].filter((i) => (colours[i] === -1 ? theme.topics.length : colours[i]) === index);
    const dots = own.map((i) => {
      const [left, top] = [view.left + view.scale * (x[i] as number), view.top - view.scale * (y[i] as number)];
      return `<circle cx="${left.toFixed(1)}" cy="${top.toFixed(1)}" r="${radius.toFixed(1)}"/>`;
    });
    return dots.length === 0 ? '' : `<g fill="${hex(colour)}" fill-opacity=".75">${dots.join('')}</g>\n`;
  });
  return groups.join('').trimEnd();
}

function labelled({ lines, x, y, fontSize, level }: MapLabel, view: View): string {
  const left = view.left + view.scale * x;
  const top = view.top - view.scale * y;
  const style = level === 0 ? 'font-weight="700"' : 'font-weight="500" fill-opacity=".85"';
  const spans = lines.map((line, i) => {
    // Letters stand on their line, about a third of their size below their middle.
    const at = top + fontSize * (0.35 + 1.15 * (i - (lines.length - 1) / 2));
    return `<tspan x="${left.toFixed(1)}" y="${at.toFixed(1)}">${text(line)}</tspan>`;
  });
  return `<text font-size="${fontSize}" ${style} stroke-width="${(fontSize / 4.5).toFixed(1)}">${spans.join('')}</text>`;
}

function text(given: string): string {
  return escapeUTF8(xmlText(given));
}
