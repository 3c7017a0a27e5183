import type { HecPost } from './create-hec-post.ts';
import type { Fail } from './fail.ts';
import type { HecItem } from './hec-batches.ts';
import { SplunkError } from './splunk-error.ts';

const INCORRECT_INDEX = 7;
/** Invalid data format, event required, event blank, indexed fields: faults of one event. */
const EVENT_FAULTS = new Set([6, 12, 13, 15]);

export interface SentBatch {
  readonly accepted: number;
  readonly maybeDuplicated: number;
  /** Numbers by which the collector will acknowledge. */
  readonly ackIds: readonly number[];
}

export interface SendHecBatchOptions {
  readonly post: HecPost;
  readonly fail: Fail;
  readonly onFault: (position: number, reason: string) => void;
}

const TOO_LARGE = 413;

/**
 * Sends one batch. The collector stops at the first bad event and may have taken those before it; so the bad one is reported, and all others are sent again:
 * twice is repairable, never is not. A wrong index would refuse every event, and ends the sending. A batch that is larger than the collector
 * or a proxy takes (413) is sent in halves.
 */
export async function sendHecBatch(
  batch: readonly HecItem[],
  options: SendHecBatchOptions,
): Promise<SentBatch> {
  try {
    return await sendAtOnce(batch, options);
  } catch (error) {
    if (!(error instanceof SplunkError) || error.status !== TOO_LARGE || batch.length < 2) throw error;
    const middle = Math.ceil(batch.length / 2);
    const one = await sendHecBatch(batch.slice(0, middle), options);
    const other = await sendHecBatch(batch.slice(middle), options);
    return {
      accepted: one.accepted + other.accepted,
      maybeDuplicated: one.maybeDuplicated + other.maybeDuplicated,
      ackIds: [...one.ackIds, ...other.ackIds],
    };
  }
}

async function sendAtOnce(
  batch: readonly HecItem[],
  { post, fail, onFault }: SendHecBatchOptions,
): Promise<SentBatch> {
  let items = [...batch];
  let maybeTwice = 0;
  while (items.length > 0) {
    const answer = await post('/services/collector/event', items.map(({ text }) => text).join('\n'));
    if (answer.status === 200) {
      return {
        accepted: items.length,
        maybeDuplicated: maybeTwice,
        ackIds: answer.ackId === undefined ? [] : [answer.ackId],
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
  return { accepted: 0, maybeDuplicated: 0, ackIds: [] };
}
