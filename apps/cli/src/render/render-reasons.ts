import { formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import type { Reason, ScoredRecord } from './scored-record.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

const BAR = 8;
/** What adds less is summed up in one line. */
const MOST_SHOWN = 6;
/** A reason with values of great length is cut there. */
const MOST_LINES = 4;
const CLASSIC_LAYERS = ['outlier_score', 'cluster_rarity', 'signature_rarity', 'user_hour_score'] as const;

interface ShownReason {
  readonly points: number;
  readonly digits: number;
  readonly code: string;
  readonly text: string;
}

/**
 * The reasons of a score, the largest first: points, a bar, what it is about, what happened and what is usual, then the sum of
 * the smaller ones. A record without reasons, as the preset `classic` gives, shows the layers that it has.
 */
export function renderReasons(
  record: ScoredRecord,
  { width, style }: { readonly width: number; readonly style: Style },
): string[] {
  const { named, rest } = summedUp(reasonsOf(record));
  const largest = Math.max(...named.map(({ points }) => Math.abs(points)), Number.MIN_VALUE);
  const lines = named.flatMap(({ points, digits, text }) => {
    const bar = '█'.repeat(Math.round((BAR * Math.abs(points)) / largest)).padEnd(BAR);
    const amount = amountOf(points, digits);
    const indent = amount.length + BAR + 2;
    const [first = '', ...others] = wrap(text, width - indent);
    const more = others.length < MOST_LINES ? others : [...others.slice(0, MOST_LINES - 2), '…'];
    return [
      `${amount} ${style(points < 0 ? 'green' : 'yellow', bar)} ${first}`,
      ...more.map((line) => `${' '.repeat(indent)}${line}`),
    ];
  });
  return rest === undefined ? lines : [...lines, `${amountOf(rest, 1)} ${' '.repeat(BAR)} everything else`];
}

function amountOf(points: number, digits: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(digits)}`.padStart(6);
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
      return typeof points === 'number' ? [{ points, digits: 3, code: name, text: name }] : [];
    });
  }
  return reasons
    .map(({ code, contribution, actual, typical }) => ({
      points: Number.isFinite(Number(contribution)) ? Number(contribution) : 0,
      digits: 1,
      code: shown(code),
      text: textOf(shown(code).replaceAll('_', ' '), shown(actual), shown(typical)),
    }))
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

function textOf(name: string, actual: string, typical: string): string {
  const happened = actual === '' ? name : `${name}: ${actual}`;
  return typical === '' ? happened : `${happened}; usually ${typical}`;
}

/** The record may sum up small reasons itself, as `other`; both sums become one. */
function summedUp(reasons: readonly ShownReason[]): {
  readonly named: readonly ShownReason[];
  readonly rest: number | undefined;
} {
  const named = reasons.filter(({ code }) => code !== 'other');
  const others = [...named.slice(MOST_SHOWN), ...reasons.filter(({ code }) => code === 'other')];
  const rest = others.reduce((sum, { points }) => sum + points, 0);
  return { named: named.slice(0, MOST_SHOWN), rest: others.length > 0 ? rest : undefined };
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
