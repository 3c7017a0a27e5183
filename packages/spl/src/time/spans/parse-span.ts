import type { Span, TimeSpan } from './span.ts';

const units = new Map<string, (amount: number) => TimeSpan>();
const add = (names: string, make: (amount: number) => TimeSpan): void =>
  names.split(' ').forEach((name) => units.set(name, make));
const seconds =
  (length: number, perSecond = 1) =>
  (amount: number): TimeSpan => ({ kind: 'time', units: amount * length, perSecond });
add('us', seconds(1, 1_000_000));
add('ms', seconds(1, 1000));
add('cs', seconds(1, 100));
add('ds', seconds(1, 10));
add('s sec secs second seconds', seconds(1));
add('m min mins minute minutes', seconds(60));
add('h hr hrs hour hours', seconds(3600));
add('d day days', (days) => ({ kind: 'days', days }));
add('w week weeks', (weeks) => ({ kind: 'days', days: 7 * weeks }));
add('mon month months', (months) => ({ kind: 'months', months }));
add('q qtr qtrs quarter quarters', (quarters) => ({ kind: 'months', months: 3 * quarters }));
add('y yr yrs year years', (years) => ({ kind: 'months', months: 12 * years }));

/**
 * Reads a span: `1h`, `5`, `100ms`, `mon`, `2log10`, and `w@w1`, a week that begins on Monday.
 *
 * A length without a unit is a number; whoever cuts time takes it as seconds. A logarithmic span has a coefficient from 1
 * and below its base, and a base above 1; they are 1 and 10 if not given.
 *
 * @returns undefined for what is no span.
 * @example
 * parseSpan('5m'); // => { kind: 'time', units: 300, perSecond: 1 }
 */
export function parseSpan(text: string): Span | undefined {
  const log = /^(\d+(?:\.\d+)?)?log(\d+(?:\.\d+)?)?$/i.exec(text);
  if (log !== null) return logSpan(Number(log[1] ?? 1), Number(log[2] ?? 10));
  if (/^(?:\d+\.?\d*|\.\d+)$/.test(text)) {
    const size = Number(text);
    return size > 0 ? { kind: 'number', size } : undefined;
  }
  const [, digits, name, snap] = /^(\d*)([a-z]+)(?:@([a-z]+\d?))?$/i.exec(text) ?? [];
  const amount = Number(digits === '' ? 1 : digits);
  const span = units.get((name ?? '').toLowerCase())?.(amount);
  if (span === undefined || amount === 0 || (span.kind === 'time' && !isWhole(span))) return undefined;
  return snap === undefined ? span : snapped(span, snap.toLowerCase());
}

function logSpan(coefficient: number, base: number): Span | undefined {
  return base > 1 && coefficient >= 1 && coefficient < base ? { kind: 'log', coefficient, base } : undefined;
}

/** Parts of a second must fit into it without remainder, and be less than it, as Splunk asks. */
function isWhole({
  units: amount,
  perSecond,
}: {
  readonly units: number;
  readonly perSecond: number;
}): boolean {
  return perSecond === 1 || (amount < perSecond && perSecond % amount === 0);
}

/** Days snap to a weekday; other snaps are where the span begins in any case, or are no snap of that span. */
function snapped(span: TimeSpan, snap: string): TimeSpan | undefined {
  const weekday = /^w([0-7])?$/.exec(snap);
  if (weekday !== null) {
    return span.kind === 'days' && span.days % 7 === 0
      ? { ...span, weekday: Number(weekday[1] ?? 0) % 7 }
      : undefined;
  }
  const unit = units.get(snap)?.(1);
  if (unit === undefined || unit.kind !== span.kind) return undefined;
  return span;
}
