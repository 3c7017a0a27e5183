import { ORDINARY_SURPRISE } from '@sidecar/scoring';
import { decimal } from './decimal.ts';

export const ORDINARY: string = decimal(ORDINARY_SURPRISE);

/** Expression for `-log10` of a probability, from 0 to 12; `p` must not be null. */
export function surpriseOf(p: string): string {
  return `0-log(min(1, max(0.000000000001, ${p})), 10)`;
}

/** Expression for a surprise of which a share of what lies beyond the ordinary is kept. */
export function temperedSpl(surprise: string, share: string): string {
  return `if(${surprise}>${ORDINARY}, ${ORDINARY}+${share}*(${surprise}-${ORDINARY}), ${surprise})`;
}

/** Expression for the number at a place, from 0, of a text in which numbers are parted by spaces; null beyond its end. */
export function numberAt(list: string, place: string | number): string {
  return `tonumber(mvindex(split(${list}, " "), ${place}))`;
}
