import type { PythonRandom } from '@shotbench/datasets';

/** The share, 0 to 1, of the second of two colours at a place of the unit square. */
export type Field = (x: number, y: number) => number;

/** From one colour to the other across the square, along a random direction. */
export function linear(random: PythonRandom): Field {
  const along = direction(random);
  return (x, y) => clamp(0.5 + along(x, y) / Math.SQRT2);
}

/** From one colour in a random centre to the other at a random distance from it. */
export function radial(random: PythonRandom): Field {
  const [centreX, centreY, reach] = [random.random(), random.random(), 0.4 + random.random()];
  return (x, y) => Math.min(1, Math.hypot(x - centreX, y - centreY) / reach);
}

/** Two colours on either side of a straight line. */
export function split(random: PythonRandom): Field {
  const along = direction(random);
  const offset = 0.5 * (random.random() - 0.5);
  return (x, y) => (along(x, y) > offset ? 1 : 0);
}

/** Stripes, two to eight pairs of them across the square. */
export function stripes(random: PythonRandom): Field {
  const along = direction(random);
  const [pairs, phase] = [2 + 6 * random.random(), random.random()];
  return (x, y) => Math.floor(2 * (pairs * along(x, y) + phase)) & 1;
}

/** A chequered board, two to six pairs of squares across. */
export function checker(random: PythonRandom): Field {
  const across = direction(random);
  const [pairs, phase] = [2 + 4 * random.random(), random.random()];
  // The other axis is the first one turned by a right angle about the middle.
  return (x, y) => (Math.floor(2 * (pairs * across(x, y) + phase)) ^ Math.floor(2 * pairs * across(y, 1 - x))) & 1;
}

/** Random shares on a grid of 3 to 8 cells, smoothly interpolated (value noise). */
export function noise(random: PythonRandom): Field {
  const cells = 3 + random.below(6);
  const side = cells + 1;
  const grid = Float64Array.from({ length: side * side }, () => random.random());
  return (x, y) => {
    const [column, line] = [Math.min(cells - 1, Math.floor(x * cells)), Math.min(cells - 1, Math.floor(y * cells))];
    const [right, below] = [smooth(x * cells - column), smooth(y * cells - line)];
    const i = line * side + column;
    const above = grid[i]! + right * (grid[i + 1]! - grid[i]!);
    const beneath = grid[i + side]! + right * (grid[i + side + 1]! - grid[i + side]!);
    return above + below * (beneath - above);
  };
}

/** Three to seven soft discs of the second colour. */
export function blobs(random: PythonRandom): Field {
  const discs = Array.from({ length: 3 + random.below(5) }, () => {
    return { x: random.random(), y: random.random(), radius: 0.08 + 0.22 * random.random() };
  });
  return (x, y) => {
    let share = 0;
    for (const disc of discs) {
      const [dx, dy] = [x - disc.x, y - disc.y];
      const inside = 1 - (dx * dx + dy * dy) / (disc.radius * disc.radius);
      if (inside > 0) share = Math.max(share, smooth(Math.min(1, 2 * inside)));
    }
    return share;
  };
}

/** The coordinate, 0 in the middle of the square, along a random direction. */
function direction(random: PythonRandom): Field {
  const angle = 2 * Math.PI * random.random();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return (x, y) => (x - 0.5) * cos + (y - 0.5) * sin;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Hermite's step: 0 and 1 stay, with slopes of 0. */
function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
