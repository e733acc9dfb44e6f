/** Colours of a picture: `red green blue`, 0 to 255, as sRGB has them. */
export type Colour = readonly [red: number, green: number, blue: number];

export interface Theme {
  paper: Colour;
  ink: Colour;
  /** Colours of topics. People with any of the usual kinds of colour blindness can tell them apart. */
  topics: readonly Colour[];
  /** Papers of no topic. */
  none: Colour;
  /** What colours go to where papers are densest. */
  densest: Colour;
}

/** After Paul Tol's "muted" scheme (technical note SRON/EPS/TN/09-002, issue 3.2), its palest two made darker for white paper. */
const LIGHT: Theme = {
  paper: [253, 253, 251],
  ink: [24, 26, 32],
  topics: [
    [51, 34, 136],
    [204, 102, 119],
    [17, 119, 51],
    [214, 180, 70],
    [92, 172, 222],
    [136, 34, 85],
    [68, 170, 153],
    [170, 68, 153],
    [138, 138, 40],
  ],
  none: [190, 192, 198],
  densest: [16, 16, 40],
};

/** The same hues in the same order, its darkest four made lighter for a dark ground. */
const DARK: Theme = {
  paper: [13, 15, 22],
  ink: [243, 244, 247],
  topics: [
    [124, 116, 240],
    [230, 116, 134],
    [62, 178, 96],
    [226, 203, 108],
    [124, 200, 242],
    [198, 72, 132],
    [78, 196, 176],
    [206, 104, 190],
    [178, 178, 70],
  ],
  none: [96, 100, 112],
  densest: [255, 252, 240],
};

export const THEMES = { light: LIGHT, dark: DARK } as const;
export type ThemeName = keyof typeof THEMES;

export function hex([red, green, blue]: Colour): string {
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Groups of papers, as a picture colours them. */
export interface Groups {
  /** Of each paper its group, from 0; -1 where it is in none. */
  of: ArrayLike<number>;
  count: number;
}

/**
 * Which colour each group has, as an index: there are more groups than colours, so those far from each other share one. The largest
 * group chooses first; each takes the colour whose nearest bearer is farthest away.
 */
export function colourGroups({ of, count }: Groups, x: Float32Array, y: Float32Array, colours: number): number[] {
  const groups = Array.from({ length: count }, (_, group) => ({ group, size: 0, x: 0, y: 0, colour: -1 }));
  for (let i = 0; i < x.length; i++) {
    const group = groups[of[i] as number];
    if (!group) continue;
    group.size++;
    group.x += ((x[i] as number) - group.x) / group.size;
    group.y += ((y[i] as number) - group.y) / group.size;
  }
  const chosen: typeof groups = [];
  for (const group of groups.toSorted((a, b) => b.size - a.size || a.group - b.group)) {
    const nearest = new Array<number>(colours).fill(Number.POSITIVE_INFINITY);
    for (const other of chosen) {
      nearest[other.colour] = Math.min(nearest[other.colour] as number, Math.hypot(group.x - other.x, group.y - other.y));
    }
    group.colour = nearest.indexOf(Math.max(...nearest));
    chosen.push(group);
  }
  return groups.map(({ colour }) => colour);
}
