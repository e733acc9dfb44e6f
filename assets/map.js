/**
 * The map to walk: draws the papers from the bytes of /api/map (docs/map.md has their format) in the place of the still picture, which
 * stays where anything fails.
 */
import { draw } from './map-draw.js';

const NO_AREA = 255;
/** Pixels within which a paper is meant by a pointer, and by the cross in the middle. */
const REACH = { pointer: 14, cross: 60 };
const DEEPEST = 2 ** 11;
const STEPS = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
const dark = matchMedia('(prefers-color-scheme: dark)');

const [bytes, areas, legend] = await Promise.all([
  read('/api/map', 'arrayBuffer'),
  read('/api/map/areas', 'arrayBuffer'),
  read('/api/map/legend', 'json'),
]);
const count = new DataView(bytes).getUint32(12, true);
const keys = new Uint32Array(bytes, 24, count);
const [x, y] = [new Float32Array(bytes, 24 + 4 * count, count), new Float32Array(bytes, 24 + 8 * count, count)];
// Between two answers the map may have been made anew.
const areaOf = areas.byteLength === count ? new Uint8Array(areas) : new Uint8Array(count).fill(NO_AREA);
const map = { x, y, areaOf, areas: legend.areas, labels: legend.labels, scale: legend.scale, step: legend.step };
const [minX, maxX, minY, maxY] = [...range(x), ...range(y)];

const figure = document.querySelector('.map');
const card = figure.querySelector('.map-card');
const canvas = document.createElement('canvas');
canvas.tabIndex = 0;
canvas.setAttribute('role', 'application');
canvas.setAttribute('aria-label', figure.dataset.label);
figure.prepend(canvas);
figure.classList.add('walked');
const screen = { figure, canvas, context: canvas.getContext('2d'), width: 0, height: 0, ratio: 1, fitScale: 1 };
let view = { scale: 1, left: 0, top: 0 };
/** The paper that is shown, whether it was chosen by a tap, and the area that alone has its colour. */
let [shown, chosen, lit] = [-1, false, -1];

async function read(path, as) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answers ${response.status}.`);
  return response[as]();
}

function range(values) {
  return values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [values[0] ?? 0, values[0] ?? 0]);
}

function fit() {
  const { width, height } = screen;
  const scale = Math.min((width * 0.92) / (maxX - minX || 1), (height * 0.92) / (maxY - minY || 1));
  screen.fitScale = scale;
  view = { scale, left: (width - scale * (minX + maxX)) / 2, top: (height + scale * (minY + maxY)) / 2 };
}

/** So that what is at a place of the screen stays there. */
function zoom(factor, atX = screen.width / 2, atY = screen.height / 2) {
  const scale = Math.min(DEEPEST * legend.scale, Math.max(screen.fitScale / 2, view.scale * factor));
  const by = scale / view.scale;
  view = { scale, left: atX + (view.left - atX) * by, top: atY + (view.top - atY) * by };
  later();
}

function pan(byX, byY) {
  view = { ...view, left: view.left + byX, top: view.top + byY };
  later();
}

let waits = false;
function later() {
  if (waits) return;
  waits = true;
  requestAnimationFrame(now);
}

function now() {
  waits = false;
  const colours = legend.colours[dark.matches ? 'dark' : 'light'];
  draw(map, view, screen, { colours, lit, shown, cross: canvas.matches(':focus-visible') });
  placeCard();
}

function nearest(atX, atY, reach) {
  let [best, least] = [-1, reach ** 2];
  for (let i = 0; i < count; i++) {
    const distance = (view.left + view.scale * x[i] - atX) ** 2 + (view.top - view.scale * y[i] - atY) ** 2;
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

let asking;
function show(row) {
  if (row === shown) return;
  shown = row;
  figure.classList.toggle('found', row >= 0);
  clearTimeout(asking);
  later();
  card.hidden = true;
  // A pointer on its way passes many papers.
  if (row >= 0) asking = setTimeout(() => tell(row).catch(() => undefined), 60);
}

async function tell(row) {
  const { paper, topics } = await read(`/api/map/papers/${keys[row]}`, 'json');
  if (row !== shown) return;
  const link = card.querySelector('a');
  link.href = `/papers/${encodeURIComponent(paper.id).replace(/%2F/g, '/').replace(/%3A/g, ':')}`;
  link.textContent = paper.title;
  const facts = [paper.authors[0], paper.published?.slice(0, 4), topics.at(-1)?.name];
  card.querySelector('span').textContent = facts.filter(Boolean).join(' · ');
  card.hidden = false;
  placeCard();
}

/** Beside its paper, inside of the figure. */
function placeCard() {
  if (card.hidden) return;
  const [atX, atY] = [view.left + view.scale * x[shown], view.top - view.scale * y[shown]];
  const within = (value, most) => `${Math.max(4, Math.min(most - 4, value))}px`;
  const below = atY + 16 + card.offsetHeight <= screen.height;
  card.style.left = within(atX - card.offsetWidth / 2, screen.width - card.offsetWidth);
  card.style.top = within(below ? atY + 16 : atY - 16 - card.offsetHeight, screen.height - card.offsetHeight);
}

const pointers = new Map();
let moved = 0;
canvas.addEventListener('pointerdown', ({ pointerId, offsetX, offsetY }) => {
  if (pointers.size === 0) moved = 0;
  pointers.set(pointerId, [offsetX, offsetY]);
  canvas.setPointerCapture(pointerId);
});
canvas.addEventListener('pointermove', ({ pointerId, pointerType, offsetX: atX, offsetY: atY }) => {
  const before = pointers.get(pointerId);
  if (!before) {
    if (!chosen && pointerType === 'mouse') show(nearest(atX, atY, REACH.pointer));
    return;
  }
  pointers.set(pointerId, [atX, atY]);
  const [byX, byY] = [atX - before[0], atY - before[1]];
  moved += Math.abs(byX) + Math.abs(byY);
  const other = [...pointers].find(([id]) => id !== pointerId)?.[1];
  if (!other) return pan(byX, byY);
  // Of two fingers one moves: what is between them stays there.
  const apart = ([fromX, fromY]) => Math.hypot(fromX - other[0], fromY - other[1]) || 1;
  pan(byX / 2, byY / 2);
  zoom(apart([atX, atY]) / apart(before), (atX + other[0]) / 2, (atY + other[1]) / 2);
});
for (const name of ['pointerup', 'pointercancel']) {
  canvas.addEventListener(name, ({ pointerId, offsetX, offsetY }) => {
    pointers.delete(pointerId);
    if (name === 'pointercancel' || moved > 6 || pointers.size > 0) return;
    show(nearest(offsetX, offsetY, REACH.pointer));
    chosen = shown >= 0;
  });
}
// Of the figure and not of the canvas: the card is to be reached.
figure.addEventListener('pointerleave', ({ pointerType }) => {
  if (!chosen && pointerType === 'mouse') show(-1);
});
const turned = (event) => {
  event.preventDefault();
  zoom(2 ** (-event.deltaY / (event.deltaMode === 0 ? 300 : 6)), event.offsetX, event.offsetY);
};
canvas.addEventListener('wheel', turned, { passive: false });
canvas.addEventListener('dblclick', ({ offsetX, offsetY }) => zoom(2, offsetX, offsetY));
canvas.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' && !card.hidden) return card.querySelector('a').click();
  if (STEPS[event.key]) pan(...STEPS[event.key]);
  else if (event.key === '+' || event.key === '=') zoom(1.5);
  else if (event.key === '-') zoom(1 / 1.5);
  else if (event.key === '0') fit();
  else return;
  event.preventDefault();
  chosen = false;
  show(nearest(screen.width / 2, screen.height / 2, REACH.cross));
  later();
});
for (const name of ['focus', 'blur']) canvas.addEventListener(name, later);
dark.addEventListener('change', later);
figure.querySelector('.map-tools').addEventListener('click', ({ target: { value } }) => {
  if (value === 'fit') fit();
  if (value === 'in' || value === 'out') zoom(value === 'in' ? 1.6 : 1 / 1.6);
  later();
});
for (const entry of document.querySelectorAll('[data-area]')) {
  for (const name of ['pointerenter', 'focusin', 'pointerleave', 'focusout']) {
    entry.addEventListener(name, () => {
      lit = name === 'pointerenter' || name === 'focusin' ? Number(entry.dataset.area) : -1;
      later();
    });
  }
}
new ResizeObserver(() => {
  const { width, height } = screen;
  const middle = width > 0 &&
    view.scale !== screen.fitScale && [(width / 2 - view.left) / view.scale, (view.top - height / 2) / view.scale];
  Object.assign(screen, { width: canvas.clientWidth, height: canvas.clientHeight, ratio: Math.min(2, devicePixelRatio) });
  Object.assign(canvas, { width: Math.round(screen.width * screen.ratio), height: Math.round(screen.height * screen.ratio) });
  const { scale } = view;
  fit();
  if (middle) view = { scale, left: screen.width / 2 - scale * middle[0], top: screen.height / 2 + scale * middle[1] };
  now();
}).observe(canvas);
