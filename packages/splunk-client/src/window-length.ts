/** Bounds of {@link createWindowLength}. */
export interface WindowLengthOptions {
  /** Length of the first windows, in seconds. */
  readonly firstSeconds: number;
  /** Rows a window holds at most. */
  readonly maxRows: number;
}

/** How long the next window should be, learned from those before. */
export interface WindowLength {
  /** Whole seconds, from 1. */
  next(): number;
  /** A window of this length was complete with this many rows. */
  whole(seconds: number, rows: number): void;
  /** A window was left with too many rows, the last of which came at so many rows a second; zero if that is not known. */
  overfull(seconds: number, density: number): void;
}

/** Share of `maxRows` to aim for: density varies, and a window with too many rows is read in vain. */
const AIM = 0.6;
const MOST_GROWTH = 8;
const MOST_GROWTH_OF_NOTHING = 64;

/**
 * Windows as long as the data allow: `AIM · maxRows` divided by the density, the rows a second of the two windows before, whichever is
 * denser. Quiet times are read together, as a window grows up to eightfold, or 64-fold when the one before it was empty; dense ones are approached
 * by the density seen, not by halving, so that little is read in vain.
 */
export function createWindowLength({ firstSeconds, maxRows }: WindowLengthOptions): WindowLength {
  let seconds = firstSeconds;
  let densities = [0, 0]; // rows a second of the two windows before
  const remember = (density: number): number => {
    densities = [densities[1]!, density];
    return Math.max(...densities);
  };
  return {
    next: () => Math.max(1, Math.floor(seconds)),
    whole: (length, rows) => {
      const growth = rows === 0 ? MOST_GROWTH_OF_NOTHING : MOST_GROWTH;
      const longest = Math.max(seconds, length * growth);
      seconds = Math.min(longest, (AIM * maxRows) / Math.max(remember(rows / length), Number.MIN_VALUE));
    },
    overfull: (length, density) => {
      seconds = (AIM * maxRows) / remember(Math.max(maxRows / length, density)); // shorter by AIM at least
    },
  };
}
