import type { PaperMap } from '../stores/paper-map.js';

/** How a map lies on paper: `left + scale * x`, `top - scale * y` in pixels, since y points up on a map and down on a screen. */
export interface View {
  width: number;
  height: number;
  scale: number;
  left: number;
  top: number;
}

/** A paper that lies alone is not pushed to the edge by this much of the width. */
const MARGIN = 0.035;
/** Height by width, at most and at least. */
const SHAPES = [0.5, 1] as const;

/** The whole map, as large as it can be, in the middle of a picture of this width. */
export function fitView({ x, y }: Pick<PaperMap, 'x' | 'y'>, width: number): View {
  const [minX, maxX] = range(x);
  const [minY, maxY] = range(y);
  const margin = MARGIN * width;
  // A single paper has no extent: anything will do.
  const [wide, high] = [maxX - minX || 1, maxY - minY || 1];
  const shape = Math.min(SHAPES[1], Math.max(SHAPES[0], high / wide));
  const height = Math.round(shape * width);
  const scale = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / high);
  const [middleX, middleY] = [(minX + maxX) / 2, (minY + maxY) / 2];
  return { width, height, scale, left: width / 2 - scale * middleX, top: height / 2 + scale * middleY };
}

/** Least and greatest; 0 where there are none. */
function range(values: Float32Array): [least: number, greatest: number] {
  let [least, greatest] = [values[0] ?? 0, values[0] ?? 0];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return [least, greatest];
}
