import { accountField } from './account-spl.ts';
import { TEMPORARY } from './facet-field.ts';

/** Bins of own noise: quarters of a unit, from the third on, of at most 48. */
const [FIRST_BIN, LAST_BIN] = [2, 47];
const PRIOR_EVENTS = 10;

/**
 * Assignments that let the surprise of a layer weigh as much as it means for the account: of `n` held-out events of the account, `t` of them at
 * least as surprising, what the layer says counts as `(t + 10 p) / (n + 10)` if that is more than its own `p` (`calmedByOwnNoise` of
 * `@sidecar/scoring`).
 *
 * @param field - Field of the layer.
 * @param place - Of the layer in the list of the account's noise.
 */
export function calmSpl(field: string, place: number): string[] {
  const noise = `${TEMPORARY}noise`;
  const tail = `coalesce(tonumber(mvindex(split(${noise}, ","), min(${LAST_BIN}, floor(4*${field}))-${FIRST_BIN})), 0)`;
  const shrunk = `(${tail}+${PRIOR_EVENTS}*pow(10, 0-${field}))/(${accountField('noise_events')}+${PRIOR_EVENTS})`;
  return [
    `${noise}=mvindex(split(${accountField('noise')}, " "), ${place})`,
    `${field}=if(${noise}!="-" AND ${field}>=${FIRST_BIN / 4}, min(${field}, 0-log(${shrunk}, 10)), ${field})`,
  ];
}
