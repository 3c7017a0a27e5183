import { CliError } from './cli-error.ts';
import { EXIT } from './exit-code.ts';

/** Runs what checks values that the user gave: what it refuses is wrong usage, not a failure. */
export function asUsage<Result>(check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError)
      throw new CliError(EXIT.usage, error.message);
    throw error;
  }
}
