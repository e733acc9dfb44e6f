/** Three boxes after each other are nearly a bell. */
const PASSES = 3;

/** Blurs a picture of one channel in place, as by a bell of this standard deviation in pixels; what would leave it is lost. */
export function blur(channel: Float32Array, width: number, height: number, deviation: number): void {
  // Three boxes of 2r + 1 pixels have a variance of r (r + 1).
  const radius = Math.round((Math.sqrt(1 + 4 * deviation ** 2) - 1) / 2);
  if (radius === 0) return;
  for (let pass = 0; pass < PASSES; pass++) {
    for (let row = 0; row < height; row++) average(channel, row * width, 1, width, radius);
    for (let column = 0; column < width; column++) average(channel, column, width, height, radius);
  }
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
