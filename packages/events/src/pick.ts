import type { Fields } from './fields.ts';
import { statusCode } from './status-code.ts';
import { text } from './text.ts';

/** The first of the named fields that is present, as text. */
export function firstText(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const found = text(fields[name]);
    if (found !== null) return found;
  }
  return null;
}

/** The first of the named fields that is a status code. */
export function firstStatus(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const found = statusCode(fields[name]);
    if (found !== null) return found;
  }
  return null;
}

/** Text of a CIM field. Splunk's data model fills a missing account or host with 'unknown', which is absent here. */
export function statedText(value: unknown): string | null {
  const found = text(value);
  return found === 'unknown' ? null : found;
}
