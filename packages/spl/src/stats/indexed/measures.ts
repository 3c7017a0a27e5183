import { copyRow } from '../../empty-row.ts';
import type { Environment } from '../../environment.ts';
import type { Row } from '../../row.ts';
import { parseSearchExpression } from '../../syntax/search-expression.ts';
import { matchesAny } from '../../wildcard.ts';
import type { DataSet } from './data-set.ts';
import { fieldsFrom } from './fields-from.ts';

const prefix = 'metric_name:';

/**
 * Points of metric indexes, a row for each measure of a point: `metric_name`, its number as `_value` and under its own name,
 * and the dimensions.
 *
 * @param names - Measures that are wanted, also patterns.
 */
export function measures(names: readonly string[], { indexType }: Environment): DataSet {
  const isWanted = matchesAny(names);
  return {
    constraint: parseSearchExpression(''),
    sourcesOf: (fields) => [...fields, `${prefix}*`],
    indexedFieldsOnly: true,
    defaultIndexes: [],
    isExactCase: true,
    rowsOf(event, fields) {
      if (indexType(String(event['index'])) !== 'metric') return [];
      const point = fieldsFrom(event, fields);
      return Object.keys(event)
        .filter((field) => field.startsWith(prefix) && isWanted(field.slice(prefix.length)))
        .map((field) => measured(point, field.slice(prefix.length), event[field]!));
    },
  };
}

function measured(point: Row, name: string, value: Row[string]): Row {
  const row = copyRow(point);
  row['metric_name'] = name;
  row['_value'] = value;
  row[name] = value;
  return row;
}
