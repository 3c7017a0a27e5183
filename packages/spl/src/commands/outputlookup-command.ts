import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import {
  booleanOption,
  integerOption,
  invalidArgument,
  optionsOf,
  splitArguments,
} from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { inBatches } from './streaming.ts';

/** Options that Splunk has. Where a file is made and how it is written do not matter here, so these are only checked. */
const known = [
  'allow_updates',
  'append',
  'create_context',
  'create_empty',
  'createinapp',
  'key_field',
  'max',
  'output_format',
  'override_if_empty',
];

/**
 * `| outputlookup [append=] [key_field=] [max=] [override_if_empty=] NAME`: writes rows to a lookup and passes them on.
 *
 * `append` is false unless there is a `key_field`. Without any rows the lookup is emptied, unless `override_if_empty=false`.
 * Holds all rows, so that all are written before any goes on.
 */
export const parseOutputlookupCommand: CommandParser = (argument, { environment }) => {
  const pieces = splitArguments(argument);
  const options = optionsOf('outputlookup', pieces, known);
  const flag = (name: string, otherwise: boolean): boolean =>
    booleanOption('outputlookup', name, options.get(name), otherwise);
  for (const name of ['allow_updates', 'create_empty', 'createinapp']) flag(name, true);
  const [name, stray] = pieces.filter((piece) => piece.name === undefined).map(({ text }) => text);
  if (name === undefined)
    throw new SplError("Error in 'outputlookup' command: A lookup table name is required.");
  if (stray !== undefined) throw invalidArgument('outputlookup', stray);
  const keyField = options.get('key_field');
  const append = flag('append', keyField !== undefined);
  const overridesIfEmpty = flag('override_if_empty', true);
  const most = integerOption('outputlookup', 'max', options.get('max'), 0);
  return {
    needs: environment.lookup(name)?.fields ?? ['*'],
    transforming: false,
    columnsAfter: (columns) => columns,
    async *run(rows) {
      const table = environment.lookup(name);
      if (table === undefined) {
        throw new SplError(
          `Error in 'outputlookup' command: The lookup table '${name}' does not exist or is not available.`,
        );
      }
      const all: Row[] = [];
      for await (const batch of rows) for (const row of batch) all.push(row);
      if (all.length > 0 || (overridesIfEmpty && !append)) {
        const written = most === 0 ? all : all.slice(0, most);
        if (!append) await table.write(inBatches(keyField === undefined ? written : []), { append });
        if (keyField !== undefined) await table.write(inBatches(written), { append: true, keyField });
        else if (append) await table.write(inBatches(written), { append });
      }
      yield* inBatches(all);
    },
  };
};
