import { malformedIn } from './malformed.ts';
import type { Arithmetic, Comparison, Expression, Logic } from './syntax-tree.ts';
import { type Token, tokenize } from './tokens.ts';

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
};

/** Deeper than anybody writes and shallower than what would exhaust the stack. */
const MAX_DEPTH = 200;

/**
 * Understands an expression of `eval`, `where` and of `eval(...)` in statistics.
 *
 * From what binds least: XOR, OR, AND, NOT, comparisons with LIKE and IN, `.` (concatenation), `+ -`, `* / %`, unary minus.
 * Words in any case. A name alone or in single quotes is a field; `true`, `false` and `null` are literals.
 *
 * @param command - The command that errors speak of.
 * @throws SplError `The expression is malformed. …`
 * @see Splunk Search Manual, Boolean expressions with logical operators.
 */
export function parseExpression(text: string, command = 'eval'): Expression {
  const malformed = malformedIn(command);
  const tokens = tokenize(text, malformed);
  let at = 0;
  let depth = 0;
  const peek = (): Token => tokens[at]!;
  const isOperator = (symbol: string): boolean => peek().kind === 'operator' && peek().text === symbol;
  const isWord = (word: string, ahead = 0): boolean => {
    const token = tokens[at + ahead];
    return token?.kind === 'word' && token.text.toUpperCase() === word;
  };
  const close = (): void => {
    if (!isOperator(')')) throw malformed.missingParenthesis();
    at++;
  };

  const logic = (operator: Logic, part: () => Expression) => (): Expression => {
    let left = part();
    while (isWord(operator)) {
      at++;
      left = { kind: 'logic', operator, left, right: part() };
    }
    return left;
  };
  const not = (): Expression => {
    if (!isWord('NOT')) return comparison();
    at++;
    return { kind: 'not', operand: nested(not) };
  };
  const either = logic('XOR', logic('OR', logic('AND', not)));

  function comparison(): Expression {
    let left = concatenation();
    for (;;) {
      const operator = peek().kind === 'operator' ? comparisons[peek().text] : undefined;
      if (operator !== undefined) {
        at++;
        left = { kind: 'comparison', operator, left, right: concatenation() };
        continue;
      }
      const negated = isWord('NOT') && (isWord('IN', 1) || isWord('LIKE', 1));
      if (!negated && !isWord('IN') && !isWord('LIKE')) return left;
      if (negated) at++;
      const call = wordComparison(left);
      left = negated ? { kind: 'not', operand: call } : call;
    }
  }
  function wordComparison(left: Expression): Expression {
    const name = tokens[at++]!.text.toLowerCase();
    if (name === 'like') return { kind: 'call', name, operands: [left, concatenation()] };
    if (!isOperator('(')) throw malformed.badOperator(text.slice(peek().at));
    return { kind: 'call', name, operands: [left, ...list()] };
  }
  function concatenation(): Expression {
    let left = sum();
    while (isOperator('.')) {
      at++;
      left = { kind: 'concatenation', left, right: sum() };
    }
    return left;
  }
  const arithmetic = (symbols: string, part: () => Expression) => (): Expression => {
    let left = part();
    while (peek().kind === 'operator' && symbols.includes(peek().text)) {
      const operator = tokens[at++]!.text as Arithmetic;
      left = { kind: 'arithmetic', operator, left, right: part() };
    }
    return left;
  };
  const product = arithmetic('*/%', unary);
  const sum = arithmetic('+-', product);

  function unary(): Expression {
    if (!isOperator('-')) return factor();
    at++;
    return { kind: 'negative', operand: nested(unary) };
  }
  function factor(): Expression {
    const token = peek();
    if (isOperator('(')) {
      at++;
      const inner = nested(either);
      close();
      return inner;
    }
    if (token.kind === 'operator' || token.kind === 'end') throw malformed.missingFactor();
    at++;
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text), text: token.text };
    if (token.kind === 'string') return { kind: 'string', value: token.text };
    if (token.kind === 'field') return { kind: 'field', name: token.text };
    if (isOperator('(')) return { kind: 'call', name: token.text.toLowerCase(), operands: list() };
    return literals[token.text.toLowerCase()] ?? { kind: 'field', name: token.text };
  }
  function list(): readonly Expression[] {
    at++;
    const operands: Expression[] = [];
    if (!isOperator(')')) {
      operands.push(nested(either));
      while (isOperator(',')) {
        at++;
        operands.push(nested(either));
      }
    }
    close();
    return operands;
  }
  function nested(part: () => Expression): Expression {
    if (++depth > MAX_DEPTH) throw malformed.because(`The expression is nested more than ${MAX_DEPTH} deep.`);
    const expression = part();
    depth--;
    return expression;
  }
  const expression = either();
  if (peek().kind !== 'end') throw malformed.badOperator(text.slice(peek().at));
  return expression;
}

const literals: Readonly<Record<string, Expression | undefined>> = Object.assign(
  Object.create(null) as Record<string, Expression>,
  {
    true: { kind: 'boolean', value: true },
    false: { kind: 'boolean', value: false },
    null: { kind: 'null' },
  },
);
