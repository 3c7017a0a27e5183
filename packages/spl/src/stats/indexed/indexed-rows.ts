import type { CommandContext } from '../../commands/command.ts';
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
  /** Every field that rows may have beside those the data set adds. */
  readonly fields: readonly string[];
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
  const written = expand(withoutTimes(rest, environment.now));
  const filter = dataSet.isExactCase === true ? exactCase(written) : written;
  const constraint = expand({
    kind: 'and',
    parts: [dataSet.constraint, ...nodes.map((node) => nodeConstraint(node) ?? nothing)],
  });
  const index = namesIndex([constraint, filter])
    ? everything
    : anyOf(dataSet.defaultIndexes ?? environment.defaultIndexes ?? ['main']);
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
  return { ...range, fields: wanted, run: () => read() };

  async function* read(): AsyncGenerator<readonly Row[]> {
    for await (const batch of environment.readEvents(query)) {
      yield batch
        .filter(belongs)
        .flatMap((event) => dataSet.rowsOf(event, wanted))
        .filter(matches);
    }
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

function exactCase(expression: Expression): Expression {
  if (expression.kind === 'not') return { kind: 'not', part: exactCase(expression.part) };
  if (expression.kind === 'compare') return { ...expression, isExactCase: true };
  return expression.kind === 'term'
    ? expression
    : { kind: expression.kind, parts: expression.parts.map(exactCase) };
}
