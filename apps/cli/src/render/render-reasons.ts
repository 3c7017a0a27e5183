import { formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import type { Reason, ScoredRecord } from './scored-record.ts';
import { shorten } from './shorten.ts';
import type { Style } from './style.ts';

const BAR = 8;
const CLASSIC_LAYERS = ['outlier_score', 'cluster_rarity', 'signature_rarity', 'user_hour_score'] as const;

/**
 * The reasons of a score, the largest first: points, a bar, what it is about, what happened and what is typical; a record
 * without reasons, as the preset `classic` gives, shows the layers that it has.
 */
export function renderReasons(
  record: ScoredRecord,
  { width, style }: { readonly width: number; readonly style: Style },
): string[] {
  const reasons = reasonsOf(record);
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

function reasonsOf(record: ScoredRecord): { points: number; digits: number; name: string; facts: string }[] {
  if (!Array.isArray(record.reasons) || record.reasons.length === 0) {
    return CLASSIC_LAYERS.flatMap((name) => {
      const points = record[name];
      return typeof points === 'number' ? [{ points, digits: 3, name, facts: '' }] : [];
    });
  }
  return (record.reasons as Reason[])
    .filter((reason) => typeof reason === 'object' && reason !== null)
    .map((reason) => ({
      points: Number.isFinite(Number(reason.contribution)) ? Number(reason.contribution) : 0,
      digits: 1,
      name: shown(reason.code).replaceAll('_', ' '),
      facts: factsOf(reason),
    }))
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

function factsOf({ actual, typical, baseline_events: events, baseline_days: days }: Reason): string {
  const base = [
    typeof events === 'number' ? `${formatCount(events)} events` : '',
    typeof days === 'number' ? `${formatCount(days)} days` : '',
  ].filter(Boolean);
  return [
    shown(actual),
    shown(typical) && `typical: ${shown(typical)}`,
    base.length > 0 ? `(${base.join(', ')})` : '',
  ]
    .filter(Boolean)
    .join('  ');
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  return printable(
    Array.isArray(value)
      ? value.join(', ')
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value),
  );
}
