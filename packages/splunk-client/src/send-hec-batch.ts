import type { HecPost } from './create-hec-post.ts';
import type { Fail } from './fail.ts';
import type { HecItem } from './hec-batches.ts';

const INCORRECT_INDEX = 7;
/** Invalid data format, event required, event blank, indexed fields: faults of one event. */
const EVENT_FAULTS = new Set([6, 12, 13, 15]);

export interface SentBatch {
  readonly accepted: number;
  readonly maybeDuplicated: number;
  readonly ackId?: number;
}

/**
 * Sends one batch. The collector stops at the first bad event and may have taken those before it; so the bad one is reported, and all others are sent again:
 * twice is repairable, never is not. A wrong index would refuse every event, and ends the sending.
 */
export async function sendHecBatch(
  batch: readonly HecItem[],
  { post, fail, onFault }: { post: HecPost; fail: Fail; onFault: (position: number, reason: string) => void },
): Promise<SentBatch> {
  let items = [...batch];
  let maybeTwice = 0;
  while (items.length > 0) {
    const answer = await post('/services/collector/event', items.map(({ text }) => text).join('\n'));
    if (answer.status === 200) {
      return {
        accepted: items.length,
        maybeDuplicated: maybeTwice,
        ...(answer.ackId === undefined ? {} : { ackId: answer.ackId }),
      };
    }
    const said = `"${answer.text ?? 'no reason'}" (400, code ${answer.code ?? 'unknown'})`;
    const n = (answer.invalidEvent ?? Number.NaN) - (answer.code === INCORRECT_INDEX ? 1 : 0);
    const bad = items[n];
    if (answer.code === INCORRECT_INDEX) {
      const where = bad ? ` in event ${bad.position}` : '';
      throw fail(
        'bad_request',
        `The collector refused the index${where}: ${said}; allow it for this token, or create it.`,
        { status: 400 },
      );
    }
    if (bad === undefined || !EVENT_FAULTS.has(answer.code ?? -1)) {
      const range = `events ${items[0]!.position} to ${items.at(-1)!.position}`;
      throw fail(
        'bad_request',
        `The collector refused ${range}: ${said}; check the token's settings and the events.`,
        { status: 400 },
      );
    }
    onFault(bad.position, said);
    items = items.filter((item) => item !== bad);
    maybeTwice = Math.max(maybeTwice, n);
  }
  return { accepted: 0, maybeDuplicated: 0 };
}
