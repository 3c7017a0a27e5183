import { SplError } from '../spl-error.ts';
import { integerOption, optionsOf, splitArguments } from '../syntax/arguments.ts';
import { splitSubsearches } from '../syntax/subsearches.ts';
import type { CommandParser } from './command.ts';
import { takeRows } from './streaming.ts';

/** Options of Splunk. A subsearch here is never cut for its time, so all but `maxout` are only checked. */
const known = ['extendtimerange', 'maxout', 'maxtime', 'timeout'];

/** `| append [maxout=50000] [search ...]`: at most so many rows of a subsearch after those that are there; 0 for all. */
export const parseAppendCommand: CommandParser = (argument, context) => {
  const { between, subsearches } = splitSubsearches(argument);
  const [subsearch, another] = subsearches;
  if (subsearch === undefined || another !== undefined || between.at(-1)!.trim() !== '')
    throw new SplError("Error in 'append' command: The last argument must be a subsearch.");
  const options = optionsOf('append', splitArguments(between[0]!), known);
  const most = integerOption('append', 'maxout', options.get('maxout'), 50_000);
  const prepared = context.prepare(subsearch);
  return {
    needs: [],
    transforming: true,
    async *run(rows) {
      yield* rows;
      yield* most === 0 ? prepared.run() : takeRows(prepared.run(), most);
    },
  };
};
