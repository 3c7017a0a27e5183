import type { Environment } from '../environment.ts';
import { numberOf } from '../number-of.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import type { CommandContext } from './command.ts';

export interface IndexNeed {
  readonly index: string;
  readonly kind: 'event' | 'metric';
  readonly capability: string;
  readonly environment: Pick<Environment, 'indexType' | 'isCapable'>;
}

/** Refuses to write without the right to, or to an index that is not there or of the other kind. @throws SplError */
export function requireIndex(command: string, { index, kind, capability, environment }: IndexNeed): void {
  if (!environment.isCapable(capability)) {
    throw new SplError(
      `Error in '${command}' command: You have insufficient privileges to run this command. It requires the '${capability}' capability.`,
    );
  }
  const found = environment.indexType(index);
  if (found === undefined)
    throw new SplError(`Error in '${command}' command: The index '${index}' does not exist.`);
  if (found !== kind) {
    throw new SplError(
      `Error in '${command}' command: The index '${index}' is ${found === 'metric' ? 'a metric' : 'an event'} index.`,
    );
  }
}

/** Epoch seconds of a row that becomes an event: its `_time`, else the start of the search's window, else now. */
export function eventTime(row: Row, { earliest, environment }: CommandContext): number {
  const time = row['_time'];
  const number = typeof time === 'string' ? numberOf(time) : typeof time === 'number' ? time : undefined;
  if (number !== undefined) return number;
  return Number.isFinite(earliest) ? earliest : environment.now;
}
