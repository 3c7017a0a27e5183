import type { Environment } from '../environment.ts';
import { SplError } from '../spl-error.ts';
import { parseSearchExpression, type Expression } from '../syntax/search-expression.ts';

type Knowledge = Pick<Environment, 'eventType' | 'eventTypesTagged'>;

/** Puts the searches of event types where `eventtype=name` and `tag=name` stand. */
export function expandKnowledge(expression: Expression, knowledge: Knowledge, depth = 0): Expression {
  if (depth > 20) throw new SplError('An event type contains itself.');
  const expand = (part: Expression): Expression => expandKnowledge(part, knowledge, depth);
  if (expression.kind === 'not') return { kind: 'not', part: expand(expression.part) };
  if (expression.kind === 'term') return expression;
  if (expression.kind !== 'compare') return { kind: expression.kind, parts: expression.parts.map(expand) };
  const { field, operator, values } = expression;
  if (field.startsWith('tag::'))
    throw new SplError(`Error in 'search' command: The search modifier '${field}' is not supported.`);
  if (field !== 'tag' && field !== 'eventtypetag' && field !== 'eventtype') return expression;
  const searches = values.flatMap((value) => searchesOf(field, value, knowledge));
  const parts = searches.map((search) =>
    expandKnowledge(parseSearchExpression(search), knowledge, depth + 1),
  );
  const any: Expression = { kind: 'or', parts };
  return operator === '!=' ? { kind: 'not', part: any } : any;
}

function searchesOf(
  field: 'tag' | 'eventtypetag' | 'eventtype',
  name: string,
  knowledge: Knowledge,
): readonly string[] {
  if (field !== 'eventtype') return knowledge.eventTypesTagged(name);
  const search = knowledge.eventType(name);
  if (search === undefined) throw new SplError(`Eventtype '${name}' does not exist or is disabled.`);
  return [search];
}
