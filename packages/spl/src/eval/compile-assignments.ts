import type { FieldValue, Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { compileParsed, type CompiledExpression, type ExpressionOptions } from './compile-expression.ts';
import type { EvalValue } from './eval-value.ts';
import { type Assignment, parseAssignments, type TargetPiece } from './parse-assignments.ts';

/** The assignments of an `eval`, made once for very many rows. */
export interface CompiledAssignments {
  /** Names of the fields that they read. */
  readonly needs: readonly string[];
  /** Names of the fields that they set; undefined if a row decides. */
  readonly sets: readonly string[] | undefined;
  /** What Splunk finds out only when a search runs; whoever runs them throws it before the first row. */
  readonly failure: SplError | undefined;
  /** Sets the fields of a row, one after the other, so that later ones see the earlier. @throws SplError for a boolean. */
  readonly assign: (row: Row) => void;
}

/**
 * Makes the argument of `eval` runnable. An expression that is null takes the field away.
 *
 * @throws SplError for what is malformed.
 */
export function compileAssignments(argument: string, options: ExpressionOptions): CompiledAssignments {
  const parts = parseAssignments(argument).map((each) => compileAssignment(each, options));
  const names = parts.flatMap(({ name }) => name ?? []);
  const [first] = parts;
  return {
    needs: [...new Set(parts.flatMap(({ needs }) => needs))],
    sets: names.length === parts.length ? names : undefined,
    failure: parts.find(({ failure }) => failure !== undefined)?.failure,
    assign:
      parts.length === 1
        ? first!.assign
        : (row) => {
            for (const { assign } of parts) assign(row);
          },
  };
}

interface CompiledAssignment {
  /** Where it does not depend on the row. */
  readonly name: string | undefined;
  readonly needs: readonly string[];
  readonly failure: SplError | undefined;
  readonly assign: (row: Row) => void;
}

function compileAssignment(
  { target, expression }: Assignment,
  options: ExpressionOptions,
): CompiledAssignment {
  const compiled = compileParsed(expression, options);
  const { evaluate } = compiled;
  const fields = target.flatMap((piece) => ('field' in piece ? [piece.field] : []));
  const shared = { needs: [...compiled.needs, ...fields], failure: failureOf(compiled) };
  if (fields.length === 0) {
    const name = target.map((piece) => ('text' in piece ? piece.text : '')).join('');
    return { ...shared, name, assign: (row) => setField(row, name, evaluate(row)) };
  }
  return {
    ...shared,
    name: undefined,
    assign: (row) => {
      const name = nameFor(row, target);
      if (name !== undefined) setField(row, name, evaluate(row));
    },
  };
}

function failureOf({ failure, type }: CompiledExpression): SplError | undefined {
  return failure ?? (type === 'boolean' ? booleanResult() : undefined);
}

function booleanResult(): SplError {
  return new SplError(
    "Error in 'eval' command: Fields cannot be assigned a boolean result. Instead, try if([bool expr], [expr], [expr]).",
  );
}

/** Undefined if a field that is part of the name is missing. */
function nameFor(row: Row, target: readonly TargetPiece[]): string | undefined {
  let name = '';
  for (const piece of target) {
    const value: FieldValue | undefined = 'field' in piece ? row[piece.field] : piece.text;
    if (value === undefined) return undefined;
    name += typeof value === 'object' ? value.join(' ') : String(value);
  }
  return name;
}

function setField(row: Row, name: string, value: EvalValue): void {
  if (value === null) delete row[name];
  else if (typeof value === 'boolean') throw booleanResult();
  else row[name] = value;
}
