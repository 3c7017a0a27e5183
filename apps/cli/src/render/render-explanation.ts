import { formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import { baselineText, renderReasons } from './render-reasons.ts';
import type { ScoredRecord } from './scored-record.ts';
import { shorten } from './shorten.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

const LONGEST_VALUE = 120;

export interface ExplanationOptions {
  /** Columns of the terminal, at least 60 are used. */
  readonly width: number;
  /** Colours or none. */
  readonly style: Style;
}

/** One scored event for a person to read: what happened, how unusual it is, why in full, and what would have been usual. */
export function renderExplanation(record: ScoredRecord, options: ExplanationOptions): string {
  const room = roomOf(options);
  const reasons = renderReasons(record, { width: room, style: options.style });
  return [
    ...head(record, options),
    ...(reasons.length > 0 ? reasons.map((line) => `  ${line}`) : text(record.sentence, room)),
    ...text(record.counterfactual, room),
    ...text(footer(record), room).map((line) => options.style('dim', line)),
  ].join('\n');
}

function head(record: ScoredRecord, { width, style }: ExplanationOptions): string[] {
  const who = value(record.user) ?? 'unknown user';
  const where = [value(record.src), value(record.dest)].map((place) => place ?? '?').join(' → ');
  const what = [where, value(record.signature)].filter(Boolean).join(': ');
  return [
    [headScore(record, style), style('bold', who), value(record.TimeCreated)].filter(Boolean).join('   '),
    ...text(what, roomOf({ width })).map((line) => style('dim', line)),
  ];
}

/** A field as lines below the first, indented by two columns. */
function text(field: unknown, room: number): string[] {
  return wrap(value(field, Infinity) ?? '', room).map((line) => `  ${line}`);
}

function roomOf({ width }: Pick<ExplanationOptions, 'width'>): number {
  return Math.max(60, width) - 2;
}

function headScore({ score, final_anomaly_score: classic, p_value: p }: ScoredRecord, style: Style): string {
  if (typeof score !== 'number')
    return style('bold', typeof classic === 'number' ? classic.toFixed(3) : 'no score');
  const rarity = typeof p === 'number' && p > 0 && p <= 1 ? `  about 1 in ${formatCount(1 / p)}` : '';
  const colour = score >= 99 ? 'red' : score >= 95 ? 'yellow' : 'green';
  return `${style(['bold', colour], scoreText(score))}${rarity}`;
}

/** Cut, not rounded: 100 is never reached, and close to it the second decimal tells events apart. */
function scoreText(score: number): string {
  return score >= 99 ? (Math.floor(score * 100) / 100).toFixed(2) : score.toFixed(1);
}

function footer(record: ScoredRecord): string {
  const { mitre_technique: technique, confidence, _key: key } = record;
  const parts = [
    value(technique) && `ATT&CK ${value(technique)}`,
    typeof confidence === 'number' ? `confidence ${confidence.toFixed(2)}` : undefined,
    baselineText(record),
    value(key) && `key ${value(key)}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

function value(field: unknown, longest: number = LONGEST_VALUE): string | undefined {
  if (field === undefined || field === null || field === '') return undefined;
  const text = printable(Array.isArray(field) ? field.join(', ') : String(field));
  return shorten(text, longest);
}
