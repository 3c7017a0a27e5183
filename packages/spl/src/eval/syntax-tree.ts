import { fieldsOf as searchedFields } from '../match/push-down.ts';
import { parseSearchExpression } from '../syntax/search-expression.ts';

export type Comparison = '=' | '!=' | '<' | '>' | '<=' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';
export type Logic = 'AND' | 'OR' | 'XOR';

/** An expression, understood but not yet made runnable. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[] }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'arithmetic';
      readonly operator: Arithmetic;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'concatenation'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'comparison';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'logic';
      readonly operator: Logic;
      readonly left: Expression;
      readonly right: Expression;
    };

/** Names of the fields that an expression reads, each once. */
export function fieldsOf(expression: Expression): readonly string[] {
  const names = new Set<string>();
  collect(expression, names);
  return [...names];
}

function collect(expression: Expression, names: Set<string>): void {
  switch (expression.kind) {
    case 'field':
      names.add(expression.name);
      break;
    case 'call':
      if (expression.name === 'searchmatch') collectSearched(expression.operands, names);
      for (const operand of expression.operands) collect(operand, names);
      break;
    case 'negative':
    case 'not':
      collect(expression.operand, names);
      break;
    case 'arithmetic':
    case 'concatenation':
    case 'comparison':
    case 'logic':
      collect(expression.left, names);
      collect(expression.right, names);
      break;
    default:
  }
}

/** The fields that the search expression in a `searchmatch` names. */
function collectSearched([search]: readonly Expression[], names: Set<string>): void {
  if (search?.kind !== 'string') return;
  for (const name of searchedFields(parseSearchExpression(search.value))) names.add(name);
}
