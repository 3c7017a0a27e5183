import type { EventQuery, MetadataField } from '../environment.ts';
import type { Expression } from '../syntax/search-expression.ts';

const metadataFields: ReadonlySet<string> = new Set<MetadataField>(['index', 'sourcetype', 'source', 'host']);

/** Conditions on metadata that every matching event meets, for the environment to narrow its reading by. */
export function metadataConditions(expression: Expression): EventQuery['metadata'] {
  if (expression.kind === 'and') return expression.parts.flatMap(metadataConditions);
  const condition = asCondition(expression);
  return condition === undefined ? [] : [condition];
}

function asCondition(expression: Expression): EventQuery['metadata'][number] | undefined {
  if (expression.kind === 'compare' && expression.operator === '=' && metadataFields.has(expression.field)) {
    return { field: expression.field as MetadataField, anyOf: expression.values };
  }
  if (expression.kind !== 'or') return undefined;
  const parts = expression.parts.map(asCondition);
  const [first] = parts;
  if (first === undefined || parts.some((part) => part?.field !== first.field)) return undefined;
  return { field: first.field, anyOf: parts.flatMap((part) => part!.anyOf) };
}

/** Every field that an expression looks at. */
export function fieldsOf(expression: Expression): readonly string[] {
  if (expression.kind === 'compare') return [expression.field];
  if (expression.kind === 'not') return fieldsOf(expression.part);
  return expression.kind === 'term' ? [] : expression.parts.flatMap(fieldsOf);
}
