import { type AccountKind, hourCode, lookCode, rateNames } from '@sidecar/features';
import type { ObservationColumns, OrderedObservations } from '../ordered-observations.ts';

/**
 * Numbers of behaviour rows (`behaviourCode`) of observations in columns.
 *
 * @param kindOf - Kind of an account, asked once of each look.
 * @returns A function of columns and a place in them.
 */
export function behaviourCodes(
  { looks, lookAt }: Pick<OrderedObservations, 'looks' | 'lookAt'>,
  kindOf: (user: string) => AccountKind,
): (columns: ObservationColumns, i: number) => number {
  const codes = new Int32Array(looks).fill(-1);
  return (columns, i) => {
    const number = columns.looks[i]!;
    let code = codes[number]!;
    if (code < 0) {
      const { user, failed, facets } = lookAt(number);
      code = lookCode(facets, failed, kindOf(user));
      codes[number] = code;
    }
    return code + hourCode(columns.slots[i]!, columns.rates, i * rateNames.length);
  };
}
