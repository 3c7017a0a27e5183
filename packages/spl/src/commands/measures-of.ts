import { numberOf } from '../number-of.ts';
import type { FieldValue, Row } from '../row.ts';

/** How measures are told from dimensions. */
export interface MeasureChoice {
  readonly split: 'true' | 'false' | 'allnums';
  readonly dimensions: ReadonlySet<string>;
  /** Neither a measure nor a dimension. */
  readonly prefixField: string | undefined;
}

/** What a row says as a point of a metric index. */
export interface Measured {
  readonly measures: readonly (readonly [string, number])[];
  readonly dimensions: readonly (readonly [string, FieldValue])[];
}

const metricPrefix = 'metric_name:';
/** Names that every event has: as a dimension they are called `extracted_host` and so on. */
const reserved = new Set(['host', 'source', 'sourcetype']);

/** Measures that say so themselves: `metric_name:x=1`, or `metric_name` with `_value`. */
export function namedMeasures(row: Row): Measured {
  const name = row['metric_name'];
  const value = number(row['_value']);
  const single =
    typeof name === 'string' && name.trim() !== '' && value !== undefined ? [[name, value] as const] : [];
  const several = Object.keys(row).flatMap((field) => {
    const measured = field.startsWith(metricPrefix) ? number(row[field]) : undefined;
    const metric = field.slice(metricPrefix.length);
    return measured === undefined || metric.trim() === '' ? [] : [[metric, measured] as const];
  });
  const dimensions = fieldsOf(row).filter(
    ([field]) => field !== 'metric_name' && !field.startsWith(metricPrefix),
  );
  return { measures: [...single, ...several], dimensions };
}

/** Measures by `split`: numbers that are not listed as dimensions. With `allnums` all other fields are dimensions. */
export function splitMeasures(row: Row, { split, dimensions, prefixField }: MeasureChoice): Measured {
  const isMeasure = ([field, value]: readonly [string, FieldValue]): boolean =>
    !dimensions.has(field) && field !== prefixField && number(value) !== undefined;
  const fields = fieldsOf(row);
  return {
    measures: fields.filter(isMeasure).map(([field, value]) => [field, number(value)!] as const),
    dimensions: fields.filter(
      (pair) =>
        dimensions.has(pair[0].replace(/^extracted_/, '')) || (split === 'allnums' && !isMeasure(pair)),
    ),
  };
}

/** Fields that are not internal; index and server are the new event's own. */
function fieldsOf(row: Row): readonly (readonly [string, FieldValue])[] {
  return Object.entries(row)
    .filter(([field]) => !field.startsWith('_') && field !== 'index' && field !== 'splunk_server')
    .map(([field, value]) => [reserved.has(field) ? `extracted_${field}` : field, value] as const);
}

function number(value: FieldValue | undefined): number | undefined {
  return typeof value === 'string' ? numberOf(value) : typeof value === 'number' ? value : undefined;
}
