import { emptyRow } from '../../empty-row.ts';
import type { FieldValue, Row } from '../../row.ts';

/** A row of some fields of an event, and what every row has: time, index and text. */
export function fieldsFrom(
  event: Row,
  fields: readonly string[],
  valueOf: (event: Row, field: string) => FieldValue | undefined = (from, field) => from[field],
): Row {
  const row = emptyRow();
  for (const field of fields) {
    const value = valueOf(event, field);
    if (value !== undefined) row[field] = value;
  }
  row['_raw'] = event['_raw']!;
  row['_time'] = event['_time']!;
  row['index'] = event['index']!;
  return row;
}
