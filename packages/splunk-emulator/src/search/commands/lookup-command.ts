import { SearchError } from '../search-engine.ts';
import { splitNames, type Command } from './command.ts';

/** `| lookup name ...`: there are no lookups here, which Splunk finds out when the search runs, not before. */
export function parseLookupCommand(argument: string): Command {
  const [name, ...rest] = splitNames(argument);
  if (name === undefined || rest.length === 0) {
    throw new SearchError("Error in 'lookup' command: Must specify one or more lookup fields.");
  }
  return {
    needs: [],
    transforming: false,
    // oxlint-disable-next-line require-yield
    async *run() {
      throw new SearchError(
        `Error in 'lookup' command: Could not construct lookup '${[name, ...rest].join(', ')}'. See search.log for more details.`,
      );
    },
  };
}
