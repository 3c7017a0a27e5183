import type { Calibration } from '../calibration.ts';
import type { Scored } from '../scored.ts';
import { frequency } from './frequency.ts';
import type { Reason } from './reason.ts';
import { spokenCode } from './spoken-code.ts';

const phrases: Readonly<Record<string, (reason: Reason) => string>> = {
  hour: ({ actual, typical }) => `at an unusual hour: ${actual}${usually(typical)}`,
  signature: ({ actual, typical }) => `an unusual event: ${actual}${usually(typical)}`,
  source: ({ actual, typical }) => `from an unusual source: ${actual}${usually(typical)}`,
  source_network: ({ actual, typical }) => `from an unusual network: ${actual}${usually(typical)}`,
  source_scope: ({ actual, typical }) => `from an unusual kind of address: ${actual}${usually(typical)}`,
  destination: ({ actual, typical }) => `to an unusual destination: ${actual}${usually(typical)}`,
  process: ({ actual, typical }) => `by an unusual process: ${actual}${usually(typical)}`,
  logon_type: ({ actual, typical }) => `with an unusual logon type: ${actual}${usually(typical)}`,
  authentication_package: ({ actual, typical }) =>
    `with an unusual authentication package: ${actual}${usually(typical)}`,
  source_user: ({ actual, typical }) => `on behalf of an unusual account: ${actual}${usually(typical)}`,
  service: ({ actual, typical }) => `for an unusual service: ${actual}${usually(typical)}`,
  cluster: ({ actual, typical }) => `a kind of behaviour rare for it: ${actual}${usually(typical)}`,
  stranger: ({ actual }) => `with a name that ${actual}`,
  recent_events: ({ actual }) => `together with ${actual}`,
  recent_odd_hours: ({ actual }) => `${actual}`,
  user_silence: ({ actual, typical }) => `after ${actual}${usually(typical)}`,
  source_kind: ({ actual, typical }) => `from an unusual part of the network: ${actual}${usually(typical)}`,
  destination_kind: ({ actual, typical }) => `to an unusual kind of machine: ${actual}${usually(typical)}`,
};

const NAMED = 3;

/**
 * One sentence of plain English: who did what, how rare that is, and up to three leading reasons.
 *
 * @param reasons - The largest first.
 */
export function sentence(
  { observation, pValue, confidence }: Scored,
  reasons: readonly Reason[],
  calibration: Calibration,
): string {
  const named = reasons.filter(({ code }) => code !== 'other').slice(0, NAMED);
  const causes = named.map((reason) => (phrases[reason.code] ?? plain)(reason)).join('; ');
  const history =
    named[0] === undefined || named[0].baseline_events === 0 ? ' The account has no history.' : '';
  const doubt = history === '' && confidence < 0.5 ? ' Little is known of this account yet.' : '';
  const outcome = observation.failed ? 'failed in an unusual way' : 'did something unusual';
  return `${observation.user} ${outcome} (${frequency(pValue, calibration)} events): ${causes}.${history}${doubt}`;
}

function plain({ code, actual, typical }: Reason): string {
  const what = code.includes('+') ? `an unusual ${spokenCode(code)}: ` : '';
  return `${what}${actual}${usually(typical)}`;
}

function usually(typical: string): string {
  return typical === 'no history' ? '' : `, usually ${typical}`;
}
