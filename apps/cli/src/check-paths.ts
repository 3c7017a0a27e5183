import { resolve } from 'node:path';
import { CliError } from './cli-error.ts';
import { EXIT } from './exit-code.ts';

/**
 * Refuses what would overwrite a file that is read or written as well, and standard input that is named twice.
 *
 * @throws CliError of wrong usage.
 */
export function checkPaths({
  inputs = [],
  outputs,
}: {
  readonly inputs?: readonly string[];
  readonly outputs: readonly string[];
}): void {
  if (inputs.filter((path) => path === '-').length > 1) {
    throw new CliError(EXIT.usage, 'expected - for stdin only once among the inputs');
  }
  const taken = new Set(inputs.filter((path) => path !== '-').map((path) => resolve(path)));
  for (const path of outputs) {
    const place = path === '-' ? path : resolve(path);
    if (taken.has(place)) {
      throw new CliError(EXIT.usage, `${path} would be overwritten: expected another file for each purpose`);
    }
    taken.add(place);
  }
}
