import type { PaperMap } from '../stores/paper-map.js';
import { blur, varianceOf } from './blur.js';
import type { View } from './map-view.js';
import type { Colour, Theme } from './palette.js';

export interface Raster {
  /** Red, green, blue and opacity of each pixel, row by row. */
  pixels: Uint8Array;
  width: number;
  height: number;
}

/** Radius of a paper's spot in pixels of the raster, by how many papers there are: up to so many, so large. */
const SPOTS = [
  [10_000, 3],
  [100_000, 2],
  [Number.POSITIVE_INFINITY, 1],
] as const;
/** Opacity of a paper that lies alone. */
const ALONE = 0.6;
/** How far colours go to that of the densest. */
const DEEPEN = 0.5;

/**
 * Papers as spots of their colour, on nothing. Where they lie upon each other their colours are mixed as light is, and go towards
 * the theme's densest with the logarithm of how many there are, so that a map of 400,000 shows more than which places are full.
 * @param colours of each paper the index of its colour; -1 for none
 * @param sharpness pixels of the raster to a pixel of the view
 */
export function rasterOf({ x, y }: Pick<PaperMap, 'x' | 'y'>, colours: ArrayLike<number>, view: View, theme: Theme, sharpness = 2): Raster {
  const [width, height] = [Math.round(view.width * sharpness), Math.round(view.height * sharpness)];
  const density = new Float32Array(width * height);
  const channels = [0, 1, 2].map(() => new Float32Array(width * height));
  const light = [...theme.topics, theme.none].map((colour) => colour.map(linear));
  for (let i = 0; i < x.length; i++) {
    const column = Math.floor(sharpness * (view.left + view.scale * (x[i] as number)));
    const row = Math.floor(sharpness * (view.top - view.scale * (y[i] as number)));
    if (column < 0 || column >= width || row < 0 || row >= height) continue;
    const at = row * width + column;
    const colour = light[colours[i] as number] ?? (light.at(-1) as number[]);
    density[at] = (density[at] as number) + 1;
    channels.forEach((channel, c) => {
      channel[at] = (channel[at] as number) + (colour[c] as number);
    });
  }
  const radius = SPOTS.find(([papers]) => x.length <= papers)?.[1] ?? 1;
  for (const channel of [density, ...channels]) blur(channel, width, height, radius);
  return { pixels: toned(density, channels, theme, 1 / (2 * Math.PI * varianceOf(radius))), width, height };
}

/** @param alone density in the middle of a spot that lies alone */
function toned(density: Float32Array, channels: readonly Float32Array[], { densest }: Theme, alone: number): Uint8Array {
  const most = Math.log1p(density.reduce((a, b) => Math.max(a, b), 0) / alone);
  const pixels = new Uint8Array(4 * density.length);
  const goal = densest.map(linear);
  for (let i = 0; i < density.length; i++) {
    const dense = density[i] as number;
    // Sums that were added and taken away again leave dust.
    if (dense < 1e-3 * alone) continue;
    const depth = DEEPEN * (Math.log1p(dense / alone) / most) ** 3;
    for (let c = 0; c < 3; c++) {
      const mixed = ((channels[c] as Float32Array)[i] as number) / dense;
      pixels[4 * i + c] = encoded(mixed + depth * ((goal[c] as number) - mixed));
    }
    pixels[4 * i + 3] = coarse(255 * (1 - (1 - ALONE) ** (dense / alone)));
  }
  return pixels;
}

/** Of a channel of sRGB its light, 0 to 1. */
function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function encoded(light: number): number {
  const share = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.max(0, light) ** (1 / 2.4) - 0.055;
  return coarse(255 * Math.min(1, Math.max(0, share)));
}

/** In steps of 8, which nobody sees in spots of a few pixels, and which makes the file half as large. */
function coarse(value: number): number {
  return Math.min(255, 8 * Math.round(value / 8));
}

/** The same on the paper of the theme, for those who want no opacity. */
export function onPaper({ pixels, width, height }: Raster, paper: Colour): Raster {
  const opaque = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i += 4) {
    const opacity = (pixels[i + 3] as number) / 255;
    for (let c = 0; c < 3; c++) {
      opaque[i + c] = Math.round((pixels[i + c] as number) * opacity + (paper[c] as number) * (1 - opacity));
    }
    opaque[i + 3] = 255;
  }
  return { pixels: opaque, width, height };
}
