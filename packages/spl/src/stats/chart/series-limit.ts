import { SplError } from '../../spl-error.ts';
import { findStatistic } from '../statistics.ts';
import type { Statistic } from '../statistic.ts';

/** Which series a chart shows. */
export interface SeriesLimit {
  /** How a series is scored by its values, or by how many rows it has. */
  readonly score: Statistic | 'rows';
  /** `amount` is how many, or the threshold. */
  readonly keep: {
    readonly kind: 'top' | 'bottom' | 'not top' | 'not bottom' | 'above' | 'below';
    readonly amount: number;
  };
}

/** Splunk's `limit=top10`; 0 keeps all. */
export function parseLimit(command: string, text: string, score: SeriesLimit['score']): SeriesLimit {
  const [, end = 'top', digits] = /^(top|bottom)?\s*(\d+)$/i.exec(text.trim()) ?? [];
  if (digits === undefined) {
    throw new SplError(`Error in '${command}' command: The value for option limit (${text}) is invalid.`);
  }
  const amount = Number(digits) === 0 ? Infinity : Number(digits);
  return { score, keep: { kind: end.toLowerCase() as 'top' | 'bottom', amount } };
}

/**
 * Parses the clause after `where` in a chart: `sum in top5`, `max notin bottom3`, `count > 10`.
 *
 * The function is taken over the values that a series has in the rows of the chart; `count` is the number of rows that
 * went into the series.
 */
export function parseWhereClause(command: string, text: string): SeriesLimit {
  const [, name, operator, digits] =
    /^([a-z]+\d*)\s*(in\s+top|in\s+bottom|notin\s+top|notin\s+bottom|<|>)\s*(-?\d+(?:\.\d+)?)$/i.exec(text) ??
    [];
  const score = name === undefined ? undefined : scoreOf(name);
  if (operator === undefined || score === undefined) {
    throw new SplError(`Error in '${command}' command: The where clause '${text}' is invalid.`);
  }
  const amount = Number(digits);
  if (operator === '<' || operator === '>') {
    return { score, keep: { kind: operator === '<' ? 'below' : 'above', amount } };
  }
  const [belongs, end] = operator.toLowerCase().split(/\s+/) as ['in' | 'notin', 'top' | 'bottom'];
  return { score, keep: { kind: belongs === 'in' ? end : `not ${end}`, amount } };
}

/** How series are scored by the name of a function. */
export function scoreOf(name: string): SeriesLimit['score'] | undefined {
  return /^(?:c|count)$/i.test(name) ? 'rows' : findStatistic(name)?.statistic;
}

/** Of scored series those that a limit keeps; of equal scores the lexicographically first come first. */
export function keptSeries(
  scored: readonly { readonly name: string; readonly score: number }[],
  { keep }: SeriesLimit,
): ReadonlySet<string> {
  const named = (series: typeof scored): ReadonlySet<string> => new Set(series.map(({ name }) => name));
  if (keep.kind === 'above') return named(scored.filter(({ score }) => score > keep.amount));
  if (keep.kind === 'below') return named(scored.filter(({ score }) => score < keep.amount));
  const sign = keep.kind.endsWith('top') ? -1 : 1;
  const sorted = scored.toSorted(
    (a, b) => sign * (a.score - b.score) || (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
  return named(keep.kind.startsWith('not') ? sorted.slice(keep.amount) : sorted.slice(0, keep.amount));
}
