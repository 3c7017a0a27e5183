import type { FaultKind, FaultPlan, FaultRoute, FaultRule } from './fault-plan.ts';

const kindsByRoute: readonly (readonly [FaultRoute, readonly FaultKind[]])[] = [
  [
    'export',
    [
      'refuse',
      'stall',
      'cut-mid-line',
      'empty-200',
      'fatal-after-rows',
      'unavailable-503',
      'quota-503',
      'token-expires',
      'slow',
      'duplicate',
    ],
  ],
  ['jobs', ['refuse', 'stall', 'unavailable-503', 'quota-503', 'token-expires', 'slow']],
  [
    'kv-write',
    [
      'refuse',
      'stall',
      'cut-mid-line',
      'empty-200',
      'unavailable-503',
      'token-expires',
      'slow',
      'duplicate',
      'shrink-batch-limit',
      'close-after-apply',
    ],
  ],
  ['kv-read', ['refuse', 'stall', 'cut-mid-line', 'empty-200', 'unavailable-503', 'token-expires', 'slow']],
  ['hec', ['refuse', 'stall', 'empty-200', 'unavailable-503', 'slow', 'close-after-apply']],
  ['login', ['refuse', 'unavailable-503', 'slow']],
];

export interface RandomFaultPlanOptions {
  /** Most rules in the plan, from 1. @default 4 */
  readonly maxRules?: number;
  /** Routes that may be hit. @default all */
  readonly routes?: readonly FaultRoute[];
  /** How long a stall lasts, in milliseconds. @default 2000 */
  readonly stallMs?: number;
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
  { maxRules = 4, routes, stallMs = 2000 }: RandomFaultPlanOptions = {},
): FaultPlan {
  const choices = kindsByRoute.filter(([route]) => routes === undefined || routes.includes(route));
  if (choices.length === 0)
    throw new RangeError(`routes is [${String(routes)}], expected at least one known route`);
  const below = createDraw(seed);
  return Array.from({ length: 1 + below(maxRules) }, (): FaultRule => {
    const [route, kinds] = choices[below(choices.length)]!;
    return {
      route,
      kind: kinds[below(kinds.length)]!,
      after: below(6),
      times: 1 + below(3),
      afterRows: below(50),
      ms: below(2) === 0 ? stallMs : 10,
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
