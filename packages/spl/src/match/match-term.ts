import type { Row } from '../row.ts';
import { escapeRegExp } from '../wildcard.ts';

/** What separates whole terms, as segmenters.conf lists the major breakers. */
const major = String.raw`\s\[\]<>(){}|!;,'"*&?+`;

/**
 * A bare word or phrase: found in the raw text between separators, whatever its case.
 *
 * `TERM(x)` must stand between major separators, so that `TERM(10.0.0.1)` is not found in `10.0.0.10` or `a10.0.0.1`;
 * `CASE(x)` must have the same case.
 */
export function compileTerm(text: string, as?: 'TERM' | 'CASE'): (row: Row) => boolean {
  if (text === '*') return () => true;
  const body = text
    .split('*')
    .map(escapeRegExp)
    .join(`[^${as === 'TERM' ? major : String.raw`\s`}]*`);
  const expression = new RegExp(
    `${leftEdge(text, as)}${body}${rightEdge(text, as)}`,
    as === 'CASE' ? '' : 'i',
  );
  return (row) => expression.test(String(row['_raw'] ?? ''));
}

function leftEdge(text: string, as?: 'TERM' | 'CASE'): string {
  if (as === 'TERM') return `(?<![^${major}])`;
  return /^\w/.test(text) ? '(?<![A-Za-z0-9])' : '';
}

function rightEdge(text: string, as?: 'TERM' | 'CASE'): string {
  if (as === 'TERM') return `(?![^${major}])`;
  return /\w$/.test(text) ? '(?![A-Za-z0-9])' : '';
}
