import type { FaultKind, FaultPlan, FaultRoute, FaultRule } from './fault-plan.ts';

/** What can go wrong with any request. */
const anywhere: readonly FaultKind[] = [
  'refuse',
  'reset-midway',
  'stall',
  'cut-mid-line',
  'empty-200',
  'unavailable-503',
  'slow',
  'close-after-apply',
];

const kindsByRoute: readonly (readonly [FaultRoute, readonly FaultKind[]])[] = [
  ['export', [...anywhere, 'fatal-after-rows', 'quota-503', 'token-expires', 'duplicate']],
  ['jobs', [...anywhere, 'quota-503', 'token-expires', 'duplicate']],
  ['kv-write', [...anywhere, 'slow-reader', 'token-expires', 'duplicate', 'shrink-batch-limit']],
  ['kv-read', [...anywhere, 'token-expires']],
  ['hec', [...anywhere, 'slow-reader', 'duplicate']],
  ['login', anywhere],
];

export interface RandomFaultPlanOptions {
  /** Most rules in the plan, from 1. @default 4 */
  readonly maxRules?: number;
  /** Routes that may be hit. @default all */
  readonly routes?: readonly FaultRoute[];
  /** How long a stall lasts, in milliseconds. @default 2000 */
  readonly stallMs?: number;
  /** How long half of the 503s last, in milliseconds, instead of 1 to 3 requests; 0 for none. @default 0 */
  readonly outageMs?: number;
}

/**
 * A plan drawn from a seed: 1 to `maxRules` rules, each kind only where it makes sense, each hitting 1 to 3 requests, so
 * that a client which tries again gets through in the end. Same seed and options, same plan.
 *
 * @param seed - Any integer.
 * @throws RangeError if no known route is left to choose from.
 */
export function randomFaultPlan(
  seed: number,
  { maxRules = 4, routes, stallMs = 2000, outageMs = 0 }: RandomFaultPlanOptions = {},
): FaultPlan {
  const choices = kindsByRoute.filter(([route]) => routes === undefined || routes.includes(route));
  if (choices.length === 0)
    throw new RangeError(`routes is [${String(routes)}], expected at least one known route`);
  const below = createDraw(seed);
  return Array.from({ length: 1 + below(maxRules) }, (): FaultRule => {
    const [route, kinds] = choices[below(choices.length)]!;
    const kind = kinds[below(kinds.length)]!;
    const lasts = below(2) === 0 && outageMs > 0 && kind.endsWith('-503');
    return {
      route,
      kind,
      after: below(6),
      times: 1 + below(3),
      ...(lasts && { forMs: outageMs }),
      afterRows: below(50),
      ms: below(2) === 0 ? stallMs : 10,
      midway: below(2) === 0,
      limit: 50 + below(200),
      ending: below(2) === 0 ? 'reset' : 'clean',
    };
  });
}

/** Integers from 0 up to a bound, from a 32-bit generator (mulberry32 by Tommy Ettinger, public domain). */
function createDraw(seed: number): (bound: number) => number {
  let state = seed | 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}
