import { formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import { baselineText, renderReasons } from './render-reasons.ts';
import type { ScoredRecord } from './scored-record.ts';
import { shorten } from './shorten.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

const LONGEST_VALUE = 120;

/**
 * One scored event for a person to read: what happened, how unusual it is, why, and what would have been usual.
 *
 * @param options - `width`: columns of the terminal, at least 60 are used. `style`: colours or none.
 */
export function renderExplanation(
  record: ScoredRecord,
  { width, style }: { readonly width: number; readonly style: Style },
): string {
  const room = Math.max(60, width) - 2;
  const who = value(record.user) ?? 'unknown user';
  const where = [value(record.src), value(record.dest)].map((place) => place ?? '?').join(' → ');
  const lines = [
    [headScore(record, style), style('bold', who), value(record.TimeCreated)].filter(Boolean).join('   '),
    ...wrap([where, value(record.signature)].filter(Boolean).join('   '), room).map((line) =>
      style('dim', line),
    ),
    ...wrap(value(record.sentence, Infinity) ?? '', room),
    ...renderReasons(record, { width: room, style }),
    ...labelled('Usual instead:', value(record.counterfactual, Infinity), room),
    ...wrap(footer(record), room).map((line) => style('dim', line)),
  ];
  return lines.map((line, i) => (i === 0 ? line : `  ${line}`)).join('\n');
}

function headScore({ score, final_anomaly_score: classic, p_value: p }: ScoredRecord, style: Style): string {
  if (typeof score !== 'number')
    return style('bold', typeof classic === 'number' ? classic.toFixed(3) : 'no score');
  const rarity = typeof p === 'number' && p > 0 && p <= 1 ? `  about 1 in ${formatCount(1 / p)}` : '';
  const colour = score >= 99 ? 'red' : score >= 95 ? 'yellow' : 'green';
  return `${style(['bold', colour], score.toFixed(1))}${rarity}`;
}

function labelled(label: string, text: string | undefined, room: number): string[] {
  return text === undefined ? [] : wrap(`${label} ${text}`, room);
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
