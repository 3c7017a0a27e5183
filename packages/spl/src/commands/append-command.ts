import { SplError } from '../spl-error.ts';
import { splitSubsearches } from '../syntax/subsearches.ts';
import type { CommandParser } from './command.ts';

/** `| append [search ...]`: the rows of a subsearch after those that are there. */
export const parseAppendCommand: CommandParser = (argument, context) => {
  const { subsearches } = splitSubsearches(argument);
  const [subsearch] = subsearches;
  if (subsearch === undefined)
    throw new SplError("Error in 'append' command: The last argument must be a subsearch.");
  const prepared = context.prepare(subsearch);
  return {
    needs: [],
    transforming: true,
    async *run(rows) {
      yield* rows;
      yield* prepared.run();
    },
  };
};
