type Colour = readonly [red: number, green: number, blue: number];

export interface IconColours {
  readonly tile: Colour;
  /** Dots of the cluster. */
  readonly usual: Colour;
  /** The ring around the cluster. */
  readonly line: Colour;
  /** The dot outside. */
  readonly unusual: Colour;
}

/** Samples a side of a pixel, which make its edges smooth. */
const SAMPLES = 4;

/** Centres and radii, in shares of the icon's side. */
const CENTRE = [0.42, 0.58, 0.27] as const;
const DOTS = [
  [0.34, 0.52, 0.062],
  [0.49, 0.5, 0.062],
  [0.41, 0.63, 0.062],
  [0.54, 0.66, 0.062],
  [0.3, 0.69, 0.062],
] as const;
const OUTLIER = [0.77, 0.24, 0.1] as const;
const RING_WIDTH = 0.035;
const CORNER = 0.18;

/** A cluster of dots within its ring, and one dot far outside. @returns Red, green, blue and alpha of each pixel, row by row. */
export function drawIcon(size: number, colours: IconColours): Uint8Array {
  const rgba = new Uint8Array(4 * size * size);
  for (let pixel = 0; pixel < size * size; pixel++) {
    const sum = [0, 0, 0];
    let covered = 0;
    for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
      const x = ((pixel % size) + ((sample % SAMPLES) + 0.5) / SAMPLES) / size;
      const y = (Math.floor(pixel / size) + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size;
      const colour = colourAt(x, y, colours);
      if (colour === undefined) continue;
      covered += 1;
      colour.forEach((part, i) => (sum[i]! += part));
    }
    if (covered === 0) continue;
    rgba.set(
      [...sum.map((part) => Math.round(part / covered)), Math.round((255 * covered) / SAMPLES ** 2)],
      4 * pixel,
    );
  }
  return rgba;
}

function colourAt(x: number, y: number, { tile, usual, line, unusual }: IconColours): Colour | undefined {
  if (!isOnTile(x, y)) return undefined;
  if (isWithin(x, y, OUTLIER)) return unusual;
  if (DOTS.some((dot) => isWithin(x, y, dot))) return usual;
  const distance = Math.hypot(x - CENTRE[0], y - CENTRE[1]);
  return Math.abs(distance - CENTRE[2]) <= RING_WIDTH / 2 ? line : tile;
}

function isWithin(x: number, y: number, [cx, cy, radius]: readonly [number, number, number]): boolean {
  return Math.hypot(x - cx, y - cy) <= radius;
}

/** A square with round corners. */
function isOnTile(x: number, y: number): boolean {
  const dx = Math.max(CORNER - x, x - (1 - CORNER), 0);
  const dy = Math.max(CORNER - y, y - (1 - CORNER), 0);
  return Math.hypot(dx, dy) <= CORNER;
}
