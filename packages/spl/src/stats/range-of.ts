import type { Row } from '../row.ts';
import { parseNumber } from '../values/parse-number.ts';

/** Least and greatest number of a field; undefined if it has none. */
export function rangeOf(
  rows: readonly Row[],
  field: string,
): { readonly least: number; readonly greatest: number } | undefined {
  let least = Infinity;
  let greatest = -Infinity;
  for (const row of rows) {
    for (const value of [row[field] ?? []].flat()) {
      const number = typeof value === 'number' ? value : parseNumber(value as string);
      if (number < least) least = number;
      if (number > greatest) greatest = number;
    }
  }
  return least > greatest ? undefined : { least, greatest };
}
