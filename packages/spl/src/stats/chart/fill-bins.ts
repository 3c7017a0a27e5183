import { SplError } from '../../spl-error.ts';
import type { Binner } from '../../time/spans/create-binner.ts';
import type { ChartRow } from './chart-cells.ts';

/** Splunk's limit on the rows that gaps are filled up to. */
const MOST_ROWS = 50_000;

export interface FillOptions {
  readonly binner: Binner;
  /** Whether bins without rows are made. */
  readonly isContinuous: boolean;
  /** Bins to cover beside those that are there; half open. */
  readonly from?: number;
  readonly to?: number;
}

/**
 * The rows of a chart in order of their bins, and empty ones for the bins between.
 *
 * @throws SplError if there would be more than 50,000.
 */
export function fillBins(
  command: string,
  rows: readonly ChartRow[],
  { binner, isContinuous, from, to }: FillOptions,
): readonly ChartRow[] {
  const sorted = rows.toSorted((a, b) => a.low! - b.low!);
  const [first] = sorted;
  if (first === undefined || !isContinuous) return sorted;
  const present = new Map(sorted.map((row) => [row.low!, row]));
  const filled: ChartRow[] = [];
  const end = Math.max(to ?? -Infinity, sorted.at(-1)!.high!);
  let low = binner.binOf(Math.min(from ?? Infinity, first.low!))!.low;
  while (low < end) {
    const bin = binner.binOf(low)!;
    filled.push(present.get(bin.low) ?? { ...bin, series: new Map() });
    if (filled.length > MOST_ROWS) {
      throw new SplError(
        `Error in '${command}' command: The specified span would result in too many (>${MOST_ROWS}) rows.`,
      );
    }
    low = bin.high;
  }
  return filled;
}
