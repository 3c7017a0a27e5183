import { SplError } from '../spl-error.ts';

/** What Splunk says of an expression that it cannot understand, in the name of a command. */
export interface Malformed {
  /** Nothing begins with this text. */
  unexpected(rest: string): SplError;
  /** A value should stand here. */
  missingFactor(): SplError;
  missingParenthesis(): SplError;
  /** Something stands where an operator should. */
  badOperator(rest: string): SplError;
  /** Operands of types that the operator does not take. */
  wrongTypes(reason: string): SplError;
  badArguments(name: string): SplError;
  /** Any other reason. */
  because(reason: string): SplError;
}

/** Errors of the expressions of one command, such as `eval` or `where`. */
export function malformedIn(command: string): Malformed {
  const error = (text: string): SplError => new SplError(`Error in '${command}' command: ${text}`);
  const malformed = (text: string): SplError => error(`The expression is malformed. ${text}`);
  return {
    unexpected: (rest) => malformed(`An unexpected character is reached at '${rest}'.`),
    missingFactor: () => malformed('The factor is missing.'),
    missingParenthesis: () => malformed('Expected ).'),
    badOperator: (rest) => error(`The operator at '${rest}' is invalid.`),
    wrongTypes: (reason) => error(`Typechecking failed. ${reason}`),
    badArguments: (name) => error(`The arguments to the '${name}' function are invalid.`),
    because: error,
  };
}
