import { copyRow, emptyRow } from '../empty-row.ts';
import { rowsOf } from '../environment.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { booleanOption, integerOption, optionsOf, splitArguments } from '../syntax/arguments.ts';
import { splitSubsearches } from '../syntax/subsearches.ts';
import type { CommandParser } from './command.ts';
import { inBatches, takeRows } from './streaming.ts';

/**
 * `| appendcols [search ...]`: adds the fields of the first row of a subsearch to the first row, those of the second to the
 * second, and so on; internal fields are left out. A field that is there already stays, unless `override=t`.
 */
export const parseAppendcolsCommand: CommandParser = (argument, context) => {
  const { between, subsearches } = splitSubsearches(argument);
  const [subsearch] = subsearches;
  if (subsearch === undefined || subsearches.length > 1 || between[1]!.trim() !== '') {
    throw new SplError("Error in 'appendcols' command: The last argument must be a subsearch.");
  }
  // A subsearch here is never cut for its time, so `maxtime` and `timeout` are only checked.
  const options = optionsOf('appendcols', splitArguments(between[0]!), [
    'override',
    'maxout',
    'maxtime',
    'timeout',
  ]);
  const overrides = booleanOption('appendcols', 'override', options.get('override'), false);
  const most = integerOption('appendcols', 'maxout', options.get('maxout'), 50_000);
  for (const name of ['maxtime', 'timeout']) integerOption('appendcols', name, options.get(name), 60);
  const prepared = context.prepare(subsearch);
  return {
    needs: [],
    transforming: false,
    dropsOthers: false,
    async *run(rows) {
      const added = (await rowsOf(takeRows(prepared.run(), most))).map(withoutInternal);
      let next = 0;
      for await (const batch of rows) {
        yield batch.map((row) => {
          const more = added[next++];
          if (more === undefined) return row;
          return overrides ? Object.assign(copyRow(row), more) : Object.assign(copyRow(row), more, row);
        });
      }
      yield* inBatches(added.slice(next));
    },
  };
};

function withoutInternal(row: Row): Row {
  const kept = emptyRow();
  for (const [field, value] of Object.entries(row)) if (!field.startsWith('_')) kept[field] = value;
  return kept;
}
