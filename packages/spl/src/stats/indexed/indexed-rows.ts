import type { CommandContext } from '../../commands/command.ts';
import { emptyRow } from '../../empty-row.ts';
import type { EventQuery } from '../../environment.ts';
import { expandKnowledge } from '../../match/expand-knowledge.ts';
import { compileExpression } from '../../match/match-row.ts';
import { fieldsOf, metadataConditions } from '../../match/push-down.ts';
import { timeRangeOf, withoutTimes } from '../../match/time-range.ts';
import type { Batches, Row } from '../../row.ts';
import { parseSearchExpression, type Comparison, type Expression } from '../../syntax/search-expression.ts';
import { nodeConstraint } from './authentication-model.ts';
import type { DataSet } from './data-set.ts';

/** Rows of a data set and the window they were read from. */
export interface IndexedRows {
  readonly earliest: number;
  readonly latest: number;
  readonly run: () => Batches;
}

export interface IndexedRowsOptions {
  readonly dataSet: DataSet;
  /** Search expression over the fields of the data set. */
  readonly where: string;
  /** Fields of the data set that are wanted. */
  readonly fields: readonly string[];
}

const everything: Expression = { kind: 'and', parts: [] };
const nothing: Expression = { kind: 'or', parts: [] };

/**
 * Reads the events of a data set that meet an expression, as rows of the wanted fields. `nodename` in the expression chooses
 * a child of a data model.
 *
 * @throws SplError for an expression that is not understood.
 */
export function indexedRows(
  { dataSet, where, fields }: IndexedRowsOptions,
  { environment, earliest, latest }: CommandContext,
): IndexedRows {
  const { nodes, rest } = takeNodes(parseSearchExpression(where));
  const range = timeRangeOf(
    rest,
    {
      ...(Number.isFinite(earliest) && { earliest: String(earliest) }),
      ...(Number.isFinite(latest) && { latest: String(latest) }),
    },
    environment.now,
  );
  const expand = (expression: Expression): Expression => expandKnowledge(expression, environment);
  const filter = expand(withoutTimes(rest, environment.now));
  const constraint = expand({
    kind: 'and',
    parts: [dataSet.constraint, ...nodes.map((node) => nodeConstraint(node) ?? nothing)],
  });
  const index = namesIndex([constraint, filter]) ? everything : anyOf(environment.defaultIndexes ?? ['main']);
  const belongs = compileExpression({ kind: 'and', parts: [index, constraint] });
  const matches = compileExpression(filter);
  const wanted = [...new Set([...fields, ...fieldsOf(filter)])];
  const query: EventQuery = {
    ...range,
    metadata: metadataConditions({ kind: 'and', parts: [index, constraint, filter] }),
    order: 'newest',
    fields: [...new Set([...dataSet.sourcesOf(wanted), ...fieldsOf(constraint)])],
    indexedFieldsOnly: dataSet.indexedFieldsOnly,
  };
  return { ...range, run: () => read() };

  async function* read(): AsyncGenerator<readonly Row[]> {
    for await (const batch of environment.readEvents(query)) {
      yield batch.filter(belongs).map(toRow).filter(matches);
    }
  }

  function toRow(event: Row): Row {
    const row = emptyRow();
    for (const field of wanted) {
      const value = dataSet.valueOf(event, field);
      if (value !== undefined) row[field] = value;
    }
    row['_raw'] = event['_raw']!;
    row['_time'] = event['_time']!;
    row['index'] = event['index']!;
    return row;
  }
}

/** Takes `nodename=x` out of an expression. */
function takeNodes(expression: Expression): { readonly nodes: readonly string[]; readonly rest: Expression } {
  const parts = expression.kind === 'and' ? expression.parts : [expression];
  const isNode = (part: Expression): part is Comparison =>
    part.kind === 'compare' && part.field === 'nodename' && part.operator === '=';
  return {
    nodes: parts.filter(isNode).map(({ values }) => values[0]!),
    rest: { kind: 'and', parts: parts.filter((part) => !isNode(part)) },
  };
}

function namesIndex(expressions: readonly Expression[]): boolean {
  return expressions.some((expression) => fieldsOf(expression).includes('index'));
}

function anyOf(values: readonly string[]): Expression {
  return { kind: 'compare', field: 'index', operator: '=', values };
}
