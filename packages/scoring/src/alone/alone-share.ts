import { layerNames } from '../layer-names.ts';
import { ORDINARY_SURPRISE } from '../surprise.ts';
import { temper, type Temper } from '../temper-surprises.ts';

/** How much of what a layer's surprise has beyond the ordinary is kept, in [0, 1]. */
export interface AloneShare {
  /** Of a success and a failure, from a source where the account never succeeded, and from one where it did. */
  readonly elsewhere: readonly [succeeded: number, failed: number];
  readonly atHome: readonly [succeeded: number, failed: number];
  /** Whether the share is multiplied by how far the account's own habits are known (`AloneAccount.trust`). */
  readonly isPersonal: boolean;
}

/** Asked of `temper`, which keeps a share of what is beyond the ordinary and nothing else; by layer. */
export function aloneShares(): AloneShare[] {
  return layerNames.map((_, j) => {
    const share = (failed: boolean, isAtHome: boolean, trust = 1): number =>
      shareOf(j, { failed, isAtHome, trust });
    return {
      elsewhere: [share(false, false), share(true, false)],
      atHome: [share(false, true), share(true, true)],
      isPersonal: share(false, false, 0) === 0,
    };
  });
}

function shareOf(layer: number, by: Temper): number {
  const surprises = layerNames.map(() => Number.NaN);
  // Far beyond the ordinary by a power of two, so that the share comes out exact.
  surprises[layer] = ORDINARY_SURPRISE + 4;
  temper(surprises, [layer], by);
  return Math.round(((surprises[layer]! - ORDINARY_SURPRISE) / 4) * 2 ** 20) / 2 ** 20;
}
