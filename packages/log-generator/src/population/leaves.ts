import { type Random } from '@sidecar/numeric';
import { between, exponential, pick } from '../draw.ts';
import { outsideAddress } from './addresses.ts';
import { happensTo } from './as-usual.ts';
import { type Habits, usualHabits } from './habits.ts';
import { type Office, type Span, type Trip } from './types.ts';

const dayMs = 86_400_000;

/** When a person takes leave: some days about every two months, and for a few a month or two at once. */
export function createLeaves(span: Span, { leave, longLeave }: Habits, random: Random): Span[] {
  const short = someSpans(random, span, 60, 2, 12);
  const takesLeave = random.fork('leave').next() < leave;
  const usual = usualHabits.longLeave;
  const long = (draws: Random): Span[] => [longAbsence(span, draws)];
  return [
    ...(takesLeave ? short : []),
    ...happensTo(random, 'longLeave', { usual, wanted: longLeave }, long, []),
  ];
}

/** Journeys of some days, about every other month. */
export function createTrips(offices: readonly Office[], span: Span, random: Random): Trip[] {
  return someSpans(random, span, 50, 2, 6).map((trip) => ({
    ...trip,
    zone: pick(random, offices).zone,
    ip: outsideAddress(random),
  }));
}

/** Whole days at intervals with the given mean. */
function someSpans(random: Random, span: Span, meanGap: number, shortest: number, longest: number): Span[] {
  const spans: Span[] = [];
  let from = span.from + exponential(random, meanGap * dayMs);
  while (from < span.to) {
    const to = from + between(random, shortest, longest) * dayMs;
    spans.push({ from, to });
    from = to + exponential(random, meanGap * dayMs);
  }
  return spans;
}

/** Whoever comes back looks like an account that was asleep. */
function longAbsence(span: Span, random: Random): Span {
  const from = between(random, span.from, span.to);
  return { from, to: from + between(random, 28, 70) * dayMs };
}
