/**
 * Draws the papers of a map and its names. Positions are in pixels of CSS; `view` says where the map lies: `left + scale * x`,
 * `top - scale * y`.
 */

/** Pixels of a paper's radius from which on it is a disc, and the most; of the paper that is shown its ring's distance. */
const DISC = 2.5;
const MOST = 7;
const RING = 4;

/**
 * @param map columns `x` and `y`, `areaOf` of each paper, `areas` and `labels` of the legend, and the scale at which these are at zoom 0
 * @param screen the canvas, its `width`, `height` and `ratio` of pixels, and the scale at which the whole map fits
 * @param look the `colours` of areas, those of no area last; the area that alone has its colour, the paper that is shown; -1 for none
 */
export function draw(map, view, screen, look) {
  const { context, width, height, ratio, fitScale, figure } = screen;
  const none = look.colours.length - 1;
  const colourOf = Uint8Array.from({ length: 256 }, (_, area) =>
    look.lit >= 0 && area !== look.lit ? none : (map.areas[area]?.colour ?? none),
  );
  const count = map.x.length;
  const alone = (count > 100_000 ? 0.7 : count > 5_000 ? 1.3 : 3) * Math.max(0.6, Math.min(1, width / 900));
  const radius = Math.min(MOST, Math.max(0.5, alone * Math.sqrt(view.scale / fitScale)));
  const { color, backgroundColor } = getComputedStyle(figure);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  if (radius < DISC) spots(map, view, screen, look.colours, colourOf, Math.max(1, Math.round(2 * radius * ratio)));
  else discs(map, view, screen, look.colours, colourOf, radius);
  if (look.shown >= 0) {
    context.beginPath();
    context.arc(view.left + view.scale * map.x[look.shown], view.top - view.scale * map.y[look.shown], radius + RING, 0, 7);
    context.lineWidth = 2;
    context.strokeStyle = color;
    context.stroke();
  }
  names(map, view, screen, color, backgroundColor);
  if (!look.cross) return;
  context.fillStyle = color;
  context.fillRect(width / 2 - 8, height / 2 - 0.5, 17, 1);
  context.fillRect(width / 2 - 0.5, height / 2 - 8, 1, 17);
}

let image;

/** Many papers as squares of pixels, the denser the more opaque: a path for each would take a second. */
function spots({ x, y, areaOf }, view, { canvas, context, ratio }, colours, colourOf, size) {
  const { width, height } = canvas;
  if (image?.width !== width || image.height !== height) image = context.createImageData(width, height);
  const { data } = image;
  data.fill(0);
  const light = colours.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
  const [scale, left, top] = [view.scale * ratio, view.left * ratio - size / 2, view.top * ratio - size / 2];
  for (let i = 0; i < x.length; i++) {
    const [column, row] = [Math.round(left + scale * x[i]), Math.round(top - scale * y[i])];
    if (column < 0 || row < 0 || column + size > width || row + size > height) continue;
    const [red, green, blue] = light[colourOf[areaOf[i]]];
    for (let r = row; r < row + size; r++) {
      for (let at = 4 * (r * width + column), end = at + 4 * size; at < end; at += 4) {
        const isFirst = data[at + 3] === 0;
        const share = isFirst ? 1 : 0.45;
        data[at] += share * (red - data[at]);
        data[at + 1] += share * (green - data[at + 1]);
        data[at + 2] += share * (blue - data[at + 2]);
        data[at + 3] = isFirst ? 150 : data[at + 3] + 35;
      }
    }
  }
  context.putImageData(image, 0, 0);
}

function discs({ x, y, areaOf }, view, { context, width, height }, colours, colourOf, radius) {
  const paths = colours.map(() => new Path2D());
  for (let i = 0; i < x.length; i++) {
    const [atX, atY] = [view.left + view.scale * x[i], view.top - view.scale * y[i]];
    if (atX < -radius || atY < -radius || atX > width + radius || atY > height + radius) continue;
    const path = paths[colourOf[areaOf[i]]];
    path.moveTo(atX + radius, atY);
    path.arc(atX, atY, radius, 0, 7);
  }
  context.globalAlpha = 0.75;
  paths.forEach((path, colour) => {
    context.fillStyle = colours[colour];
    context.fill(path);
  });
  context.globalAlpha = 1;
}

/** Names that have come in at this zoom. On a small screen their letters are smaller, so that there is room for as many. */
function names({ labels, scale, step }, view, { context, width }, ink, paper) {
  const small = width < 600 ? 0.8 : 1;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.fillStyle = ink;
  context.strokeStyle = paper;
  for (const { lines, x, y, zoom, fontSize, level } of labels.toReversed()) {
    if (view.scale < scale * step ** zoom * small * 0.999) continue;
    const size = fontSize * small;
    context.font = `${level === 0 ? 700 : 500} ${size}px system-ui, sans-serif`;
    context.lineWidth = size / 4;
    // Those of fields go along with the edge, as long as their place is to be seen.
    const half = level === 0 ? 4 + Math.max(...lines.map((line) => context.measureText(line).width)) / 2 : 0;
    const left = view.left + view.scale * x;
    const middle = left < 0 || left > width ? left : Math.max(half, Math.min(width - half, left));
    lines.forEach((line, i) => {
      const place = [middle, view.top - view.scale * y + 1.15 * size * (i - (lines.length - 1) / 2)];
      context.strokeText(line, ...place);
      context.fillText(line, ...place);
    });
  }
}
