import { formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import type { Reason, ScoredRecord } from './scored-record.ts';
import { shorten } from './shorten.ts';
import type { Style } from './style.ts';

const BAR = 8;
/** What adds less is summed up in one line. */
const MOST_SHOWN = 6;
const CLASSIC_LAYERS = ['outlier_score', 'cluster_rarity', 'signature_rarity', 'user_hour_score'] as const;

interface ShownReason {
  readonly points: number;
  readonly digits: number;
  readonly name: string;
  readonly facts: string;
}

/**
 * The reasons of a score, the largest first: points, a bar, what it is about, what happened and what is usual, then the sum of
 * the smaller ones. A record without reasons, as the preset `classic` gives, shows the layers that it has.
 */
export function renderReasons(
  record: ScoredRecord,
  { width, style }: { readonly width: number; readonly style: Style },
): string[] {
  const reasons = summedUp(reasonsOf(record));
  const largest = Math.max(...reasons.map(({ points }) => Math.abs(points)), Number.MIN_VALUE);
  const nameWidth = Math.max(...reasons.map(({ name }) => name.length), 0);
  return reasons.map(({ points, digits, name, facts }) => {
    const bar = '█'.repeat(Math.round((BAR * Math.abs(points)) / largest)).padEnd(BAR);
    const amount = `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(digits)}`.padStart(6);
    const left = `${amount} ${bar} ${name.padEnd(nameWidth)}`;
    const right = shorten(facts, width - left.length - 2);
    return `${amount} ${style(points < 0 ? 'green' : 'yellow', bar)} ${name.padEnd(nameWidth)}  ${right}`.trimEnd();
  });
}

/** How much the reasons know of the account, in words; empty if they do not say. */
export function baselineText({ reasons }: ScoredRecord): string {
  const counts = (key: 'baseline_events' | 'baseline_days'): number[] =>
    objectsIn(reasons).flatMap((reason) => (typeof reason[key] === 'number' ? [reason[key]] : []));
  const [events, days] = [counts('baseline_events'), counts('baseline_days')];
  if (events.length === 0) return '';
  const period = days.length > 0 ? ` in ${formatCount(Math.max(...days))} days` : '';
  return `${formatCount(Math.max(...events))} events${period} known`;
}

function reasonsOf(record: ScoredRecord): ShownReason[] {
  const reasons = objectsIn(record.reasons);
  if (reasons.length === 0) {
    return CLASSIC_LAYERS.flatMap((name) => {
      const points = record[name];
      return typeof points === 'number' ? [{ points, digits: 3, name, facts: '' }] : [];
    });
  }
  return reasons
    .map(({ code, contribution, actual, typical }) => ({
      points: Number.isFinite(Number(contribution)) ? Number(contribution) : 0,
      digits: 1,
      name: shown(code).replaceAll('_', ' '),
      facts: [shown(actual), shown(typical) && `usually ${shown(typical)}`].filter(Boolean).join(', '),
    }))
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

/** The record may sum up small reasons itself, as `other`; both sums become one. */
function summedUp(reasons: readonly ShownReason[]): ShownReason[] {
  const named = reasons.filter(({ name }) => name !== 'other');
  const rest = [...named.slice(MOST_SHOWN), ...reasons.filter(({ name }) => name === 'other')];
  if (rest.length === 0) return named;
  const points = rest.reduce((sum, reason) => sum + reason.points, 0);
  return [...named.slice(0, MOST_SHOWN), { ...rest[0]!, points, name: 'everything else', facts: '' }];
}

function objectsIn(reasons: unknown): Reason[] {
  if (!Array.isArray(reasons)) return [];
  return reasons.filter((reason: unknown): reason is Reason => typeof reason === 'object' && reason !== null);
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  const text = Array.isArray(value)
    ? value.join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  return printable(text);
}
