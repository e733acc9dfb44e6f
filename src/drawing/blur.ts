/** Three boxes after each other are nearly a bell. */
const PASSES = 3;

/** Blurs a picture of one channel in place, as by a bell; what would leave it is lost. */
export function blur(channel: Float32Array, width: number, height: number, radius: number): void {
  for (let pass = 0; pass < PASSES; pass++) {
    for (let row = 0; row < height; row++) average(channel, row * width, 1, width, radius);
    for (let column = 0; column < width; column++) average(channel, column, width, height, radius);
  }
}

/** Of the bell, in pixels: three times that of a box of 2r + 1 pixels. */
export function varianceOf(radius: number): number {
  return radius * (radius + 1);
}

/** Each number of a line becomes the mean of those within the radius. */
function average(channel: Float32Array, start: number, step: number, count: number, radius: number): void {
  const line = new Float32Array(count);
  for (let i = 0; i < count; i++) line[i] = channel[start + i * step] as number;
  let sum = 0;
  for (let i = 0; i < Math.min(radius, count); i++) sum += line[i] as number;
  for (let i = 0; i < count; i++) {
    if (i + radius < count) sum += line[i + radius] as number;
    channel[start + i * step] = sum / (2 * radius + 1);
    if (i >= radius) sum -= line[i - radius] as number;
  }
}
