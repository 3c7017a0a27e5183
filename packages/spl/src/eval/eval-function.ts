import type { EvalValue, StaticType } from './eval-value.ts';
import type { EvalContext, Evaluate, Operand } from './operand.ts';

export type FunctionFamily =
  | 'comparison and conditional'
  | 'conversion'
  | 'cryptographic'
  | 'date and time'
  | 'informational'
  | 'JSON'
  | 'mathematical'
  | 'multivalue'
  | 'statistical'
  | 'text'
  | 'trigonometric';

/** What a place in the argument list takes; `any` beside the types. A field fits everywhere. */
export type Takes = 'number' | 'string' | 'boolean' | 'any';

/** One function of expressions. */
export interface EvalFunction {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly family: FunctionFamily;
  /** One line for the documentation. */
  readonly meaning: string;
  /** Fewest arguments. */
  readonly least: number;
  /** Most arguments. */
  readonly most: number;
  /** By place; the last counts for all that follow. A literal of another type is refused. */
  readonly takes: readonly Takes[];
  readonly gives: StaticType;
  /** Whether the same arguments always give the same, so that constants need one evaluation. @default true */
  readonly isStable?: boolean;
  /** @throws SplError for what only the arguments together tell. */
  readonly compile: (operands: readonly Operand[], context: EvalContext) => Evaluate;
}

type Described = Omit<EvalFunction, 'compile' | 'family' | 'name' | 'least' | 'most' | 'takes'> &
  Partial<Pick<EvalFunction, 'least' | 'most' | 'takes'>>;

/** A function that is made of the values of all its arguments; all must be there unless `least` says fewer. */
export function functionOfValues(
  name: string,
  family: FunctionFamily,
  description: Described & { readonly takes: readonly Takes[] },
  call: (...values: EvalValue[]) => EvalValue,
): EvalFunction {
  const { takes } = description;
  return {
    least: takes.length,
    most: takes.length,
    ...description,
    name,
    family,
    compile: (operands) => applied(operands, call),
  };
}

/** Calls without making an array of arguments, up to three of them. */
function applied(operands: readonly Operand[], call: (...values: EvalValue[]) => EvalValue): Evaluate {
  const [a, b, c] = operands.map(({ evaluate }) => evaluate);
  if (a === undefined) return () => call();
  if (b === undefined) return (row) => call(a(row));
  if (c === undefined) return (row) => call(a(row), b(row));
  if (operands.length === 3) return (row) => call(a(row), b(row), c(row));
  return (row) => call(...operands.map(({ evaluate }) => evaluate(row)));
}
