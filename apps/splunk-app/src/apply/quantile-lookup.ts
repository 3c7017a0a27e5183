import type { Calibration } from '@sidecar/scoring';
import { type ApplyLookup, PREFIX } from './apply-lookup.ts';
import type { Cell } from './csv-text.ts';
import { decimal } from './decimal.ts';

/** Quantiles of a block: few enough to be gone through, and so are the blocks. */
export const QUANTILES_PER_BLOCK = 32;

/** The quantiles of raw scores in blocks; each holds the first of the next block as well, so that there is something to interpolate to. */
export function quantileLookup({ quantiles }: Calibration): ApplyLookup {
  return {
    name: `${PREFIX}_quantiles`,
    description: 'Raw scores of quiet events: a thousand quantiles, in blocks.',
    header: ['block', 'quantiles'],
    rows: (function* (): Generator<Cell[]> {
      for (let block = 0; block * QUANTILES_PER_BLOCK < quantiles.length; block++) {
        const from = block * QUANTILES_PER_BLOCK;
        const some = quantiles.slice(from, from + QUANTILES_PER_BLOCK + 1);
        yield [block, some.map(decimal).join(' ')];
      }
    })(),
  };
}

/** The first quantile of each block. */
export function blockStarts({ quantiles }: Calibration): number[] {
  return quantiles.filter((_, i) => i % QUANTILES_PER_BLOCK === 0);
}
