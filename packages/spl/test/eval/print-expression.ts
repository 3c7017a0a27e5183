import type { Expression } from '../../src/eval/syntax-tree.ts';

/** How tightly each kind binds, from what binds least. */
function levelOf(expression: Expression): number {
  switch (expression.kind) {
    case 'logic':
      return { XOR: 1, OR: 2, AND: 3 }[expression.operator];
    case 'not':
      return 4;
    case 'comparison':
      return 5;
    case 'concatenation':
      return 6;
    case 'arithmetic':
      return '+-'.includes(expression.operator) ? 7 : 8;
    case 'negative':
      return 9;
    default:
      return 10;
  }
}

/** An expression as somebody would write it who spares parentheses. */
export function printExpression(expression: Expression): string {
  const level = levelOf(expression);
  const part = (inner: Expression, least: number): string =>
    levelOf(inner) < least ? `(${printExpression(inner)})` : printExpression(inner);
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'string':
      return `"${expression.value.replaceAll(/["\\]/g, '\\$&')}"`;
    case 'boolean':
      return String(expression.value);
    case 'null':
      return 'null';
    case 'field':
      return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(expression.name) ? expression.name : `'${expression.name}'`;
    case 'call':
      return `${expression.name}(${expression.operands.map(printExpression).join(', ')})`;
    case 'negative':
      return `-${part(expression.operand, level)}`;
    case 'not':
      return `NOT ${part(expression.operand, level)}`;
    default: {
      const operator = expression.kind === 'concatenation' ? '.' : expression.operator;
      return `${part(expression.left, level)} ${operator} ${part(expression.right, level + 1)}`;
    }
  }
}
