import { copyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { rangeOf } from '../stats/range-of.ts';
import { scanWords } from '../stats/scan-words.ts';
import { invalidArgument } from '../syntax/arguments.ts';
import { binOptionNames, parseBinOptions } from '../time/spans/bin-options.ts';
import { chooseSpan, createBinner, type Binner } from '../time/spans/create-binner.ts';
import type { CommandParser } from './command.ts';
import { inBatches, mapBatches } from './streaming.ts';

/**
 * `| bin _time span=1h AS hour`: puts in a value's place the bin it lies in, time by where the bin begins, other numbers
 * as `10-20`. What is no number stays.
 *
 * Without `span` all rows are read first, and the range of their values decides.
 */
export const parseBinCommand: CommandParser = (argument, context) => {
  const all = scanWords(argument);
  const options = new Map<string, string>();
  for (const { name, text } of all) {
    if (name === undefined) continue;
    if (!binOptionNames.includes(name)) throw invalidArgument('bin', `${name}=${text}`);
    options.set(name, text);
  }
  const [field, as, target = field, ...more] = all.filter(({ name }) => name === undefined);
  if (field === undefined || more.length > 0 || (as !== undefined && !/^as$/i.test(as.text))) {
    throw new SplError(`Error in 'bin' command: The argument '${argument}' is invalid.`);
  }
  if (as !== undefined && target === field) throw invalidArgument('bin', as.text);
  const asked = parseBinOptions('bin', options, context);
  const change = (row: Row, binner: Binner): Row => binned(row, field.text, target!.text, binner);
  return {
    needs: [field.text],
    transforming: false,
    columnsAfter: (columns) => [...new Set([...columns, target!.text])],
    async *run(rows) {
      if (asked.span !== undefined) {
        const binner = createBinner(field.text, asked.span, asked);
        yield* mapBatches(rows, (batch) => batch.map((row) => change(row, binner)));
        return;
      }
      const kept: Row[] = [];
      for await (const batch of rows) for (const row of batch) kept.push(row);
      const range = rangeOf(kept, field.text);
      if (range === undefined) {
        yield* inBatches(kept);
        return;
      }
      const binner = createBinner(field.text, chooseSpan(field.text, range, asked), asked);
      yield* inBatches(kept.map((row) => change(row, binner)));
    },
  };
};

function binned(row: Row, field: string, target: string, { binOf }: Binner): Row {
  const value = row[field];
  if (value === undefined) return row;
  const changed = copyRow(row);
  changed[target] =
    typeof value === 'object'
      ? value.map((item) => String(binOf(item)?.value ?? item))
      : (binOf(value)?.value ?? value);
  return changed;
}
