import { createRandom } from '@sidecar/numeric';
import { nextInOrder } from './draw.ts';
import { toGeneratedEvent } from './happening.ts';
import { type Instant, requireSpan } from './instant.ts';
import { incidentsOf } from './incidents-of.ts';
import { type LabelledEvents } from './mix.ts';
import { drawOriginal } from './original/draw-original.ts';
import { timestampWriter } from './timestamp-writer.ts';

const originalMeanings = {
  probing: { tactic: 'credential-access', goal: 'passwords of a common account tried' },
  spray: { tactic: 'credential-access', goal: 'passwords tried against all accounts' },
  insider: { tactic: 'initial-access', goal: 'an account used from a strange network' },
};

/** All of them as in `GenerateOptions`. */
export interface OriginalOptions {
  readonly events: number;
  readonly start: Instant;
  readonly end: Instant;
  readonly seed: number | string;
}

/**
 * Events with the shares of the generator this project succeeds, so that results can be compared: half are four people,
 * a quarter five services, a tenth three administrators; three attack groups of 5 % each (probing, spray, insider),
 * which are labelled here. Uniform over the day, nine fields, microseconds.
 *
 * @throws RangeError if the span is shorter than a second.
 */
export function originalProfile({ events, start, end, seed }: OriginalOptions): LabelledEvents {
  const { from, to } = requireSpan(start, end);
  const stream: LabelledEvents = {
    incidents: () => incidentsOf(stream, originalMeanings),
    *[Symbol.iterator]() {
      const random = createRandom(`${seed}/original`);
      const writeTime = timestampWriter(6);
      for (let i = 0, u = 0; i < events; i++) {
        u = nextInOrder(random, u, events - i);
        const { user, act, src, dest, label } = drawOriginal(random);
        const time = Math.min(from + u * (to - from), to - 0.001);
        yield toGeneratedEvent({ time, act, user, srcUser: user, src, dest }, label, writeTime);
      }
    },
  };
  return stream;
}
