import { parseSearchExpression } from '../../syntax/search-expression.ts';
import type { DataSet } from './data-set.ts';
import { fieldsFrom } from './fields-from.ts';

/** Events as their index has them: the fields that every event has, and those that were sent along with it. */
export const indexedEvents: DataSet = {
  constraint: parseSearchExpression(''),
  sourcesOf: (fields) => fields,
  rowsOf: (event, fields) => [fieldsFrom(event, fields)],
  indexedFieldsOnly: true,
};
