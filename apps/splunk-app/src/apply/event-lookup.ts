import { isRejection, normalise } from '@sidecar/events';
import type { ApplyLookup } from './apply-lookup.ts';
import { PREFIX } from './apply-lookup.ts';

const LARGEST_ID = 9999;
/** Status codes that decide the outcome of an event; all others are alike. */
export const decisiveStatuses: readonly string[] = [
  '0x0',
  '0xc0000064',
  '0xc000006f',
  '0xc0000070',
  '0xc0000133',
  '0xc000015b',
  '0xc0000225',
  '0xc0000234',
];
const OTHER_STATUS = '0xc000006d';

/** Which Windows events are of authentication, and what their outcome is where they do not say it: asked of `@sidecar/events`, event by event. */
export function eventLookup(): ApplyLookup {
  return {
    name: `${PREFIX}_events`,
    description: 'Windows events of authentication, and their outcome by status.',
    header: ['signature_id', 'status', 'known', 'outcome'],
    rows: eventRows(),
  };
}

function* eventRows(): Generator<(string | number)[]> {
  for (let id = 0; id <= LARGEST_ID; id++) {
    if (outcomeOf(id, null) === undefined) continue;
    for (const status of [null, ...decisiveStatuses, OTHER_STATUS]) {
      const word = status === null ? 'none' : status === OTHER_STATUS ? 'other' : status;
      yield [id, word, 1, outcomeOf(id, status) ?? '-'];
    }
  }
}

/** Undefined for what is no event of authentication; null where the outcome is not known. */
function outcomeOf(id: number, status: string | null): string | null | undefined {
  const event = normalise({ TimeCreated: 0, user: 'somebody', signature_id: id, status });
  return isRejection(event) ? undefined : event.action;
}
