import { SplError } from '../spl-error.ts';

/** Refuses a command that makes rows where there are rows already. @throws SplError */
export function mustBeFirst(command: string, isFirst: boolean): void {
  if (isFirst) return;
  throw new SplError(`Error in '${command}' command: This command must be the first command of a search.`);
}
