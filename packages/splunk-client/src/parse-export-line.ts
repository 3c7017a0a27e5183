import { jsonMessages, type SplunkMessage } from './parse-messages.ts';

/** A row as Splunk sends it: text, or a list of texts for a field with several values. */
export type SplunkRow = Readonly<Record<string, string | readonly string[]>>;

/** What one line of an export holds. `last` tells that it ends the final result set. */
export type ExportLine =
  | { readonly kind: 'row'; readonly row: SplunkRow; readonly last: boolean }
  | { readonly kind: 'preview' }
  | { readonly kind: 'end' }
  | { readonly kind: 'messages'; readonly messages: readonly SplunkMessage[] };

const PREVIEW: ExportLine = { kind: 'preview' };
const END: ExportLine = { kind: 'end' };

/**
 * Reads one line of `output_mode=json`. Rows of unfinished result sets (`"preview":true`) are previews. `{"preview":false,"lastrow":true}` without a
 * row is an end: of a search that found nothing, or repeated after the rows.
 *
 * @returns undefined when the line is nothing that Splunk sends: not JSON, not an object, a row that is not an object.
 * @example
 * parseExportLine('{"preview":false,"offset":0,"lastrow":true,"result":{"count":"0"}}'); // => { kind: 'row', row: { count: '0' }, last: true }
 */
export function parseExportLine(line: string): ExportLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { result, lastrow, preview } = value;
  if (isRecord(result))
    return preview === true ? PREVIEW : { kind: 'row', row: result as SplunkRow, last: lastrow === true };
  if (result !== undefined) return undefined;
  if (Array.isArray(value['messages'])) return { kind: 'messages', messages: jsonMessages(value) };
  if (preview === true) return PREVIEW;
  return lastrow === true ? END : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
