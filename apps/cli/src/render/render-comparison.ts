import type { ModelComparison, Pair } from '@sidecar/pipeline';
import { formatCount } from './format-number.ts';
import { printable } from './printable.ts';
import { renderSideBySide } from './render-side-by-side.ts';
import { table } from './table.ts';
import { wrap } from './wrap.ts';

const MOST_WEIGHTS = 8;

/** What two models were made of, where they differ (marked by ≠), and what they say of the same events. */
export function renderComparison(comparison: ModelComparison, { width }: { readonly width: number }): string {
  const { first, second, facts, settings, accounts, curve, weights, scored } = comparison;
  if (first === second && scored === null) return `${first} and ${second} are the same model`;
  const rows = [
    ...facts.map((pair) => row(pair.name, pair)),
    ...settings.map((pair) => row(`setting ${pair.name}`, pair)),
    ...curve.map((pair) => row(`silhouette of ${pair.name} clusters`, pair)),
    ...weights.slice(0, MOST_WEIGHTS).map((pair) => row(`weight of ${pair.name.replaceAll('_', ' ')}`, pair)),
  ];
  const { both, onlyFirst, onlySecond } = accounts;
  const lone = [
    `${formatCount(both)} accounts in both`,
    `only in ${first} ${namesText(onlyFirst)}`,
    `only in ${second} ${namesText(onlySecond)}`,
  ].join('; ');
  return [
    table(['', '', first, second], rows, { left: [0, 1] }),
    [
      ...wrap(lone, width),
      ...(weights.length > MOST_WEIGHTS
        ? [`${formatCount(weights.length - MOST_WEIGHTS)} more weights differ, by less`]
        : []),
      ...noteLines(comparison, width),
    ].join('\n'),
    ...(scored === null ? [] : [renderSideBySide(scored, { names: { first, second }, width })]),
  ].join('\n\n');
}

function row(name: string, { first, second }: Pair<unknown>): string[] {
  const [a, b] = [cell(first), cell(second)];
  return [a === b ? ' ' : '≠', printable(name), a, b];
}

function cell(value: unknown): string {
  if (value === null) return '–';
  if (typeof value === 'number') return Number.isInteger(value) ? formatCount(value) : value.toPrecision(4);
  if (typeof value !== 'string') return printable(JSON.stringify(value).replaceAll(',', ', '));
  return printable(/^\d{4}-\d\d-\d\dT/.test(value) ? value.slice(0, 16).replace('T', ' ') : value);
}

function namesText({ count, names }: ModelComparison['accounts']['onlyFirst']): string {
  if (count === 0) return 'none';
  const more = count > names.length ? ', …' : '';
  return `${formatCount(count)} (${names.map((name) => printable(name)).join(', ')}${more})`;
}

function noteLines({ first, second, notes }: ModelComparison, width: number): string[] {
  return [
    ...notes.first.map((note) => `note of ${first}: ${note}`),
    ...notes.second.map((note) => `note of ${second}: ${note}`),
  ].flatMap((line) => wrap(printable(line), width));
}
