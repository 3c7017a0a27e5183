import { copyRow } from '../empty-row.ts';
import type { LookupTable } from '../environment.ts';
import type { FieldValue, Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import type { CommandParser } from './command.ts';
import { indexLookup, textsOf, type FindRows } from './index-lookup.ts';
import { parseLookup, type FieldPair, type LookupSettings } from './parse-lookup.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| lookup NAME field [AS field] ... [OUTPUT|OUTPUTNEW field [AS field] ...]`: adds fields of the rows of a table that match.
 *
 * Values of several matches stand together in a field. With `OUTPUT` a field is overwritten, and taken away where nothing
 * matches. That the table is not there is found out when the search runs, as in Splunk. Holds the table, not the rows.
 */
export const parseLookupCommand: CommandParser = (argument, { environment }) => {
  const settings = parseLookup(argument);
  const { inputs, outputs, keepsExisting } = settings;
  const results = outputs?.map(({ row }) => row);
  return {
    needs: [...inputs.map(({ row }) => row), ...(keepsExisting ? (results ?? ['*']) : [])],
    transforming: false,
    columnsAfter: (columns) => results && [...new Set([...columns, ...results])],
    givesOwnRows: true,
    async *run(rows, mayChange = false) {
      const table = environment.lookup(settings.name);
      if (table === undefined) throw notConstructed(settings);
      const targets = targetsIn(table, settings);
      const find = await indexLookup(
        table,
        inputs.map((pair) => pair.table),
      );
      yield* mapBatches(rows, (batch) => {
        const changed = mayChange ? batch : batch.map(copyRow);
        for (const row of changed) enrich(row, { settings, targets, table, find });
        return changed;
      });
    },
  };
};

function notConstructed({ name, inputs, outputs, keepsExisting }: LookupSettings): SplError {
  const fields = (pairs: readonly FieldPair[]): string =>
    pairs.map(({ table, row }) => (table === row ? table : `${table} as ${row}`)).join(', ');
  const clause =
    outputs === undefined ? '' : `, ${keepsExisting ? 'OUTPUTNEW' : 'OUTPUT'}, ${fields(outputs)}`;
  return new SplError(
    `Error in 'lookup' command: Could not construct lookup '${name}, ${fields(inputs)}${clause}'. See search.log for more details.`,
  );
}

function targetsIn(table: LookupTable, { name, inputs, outputs }: LookupSettings): readonly FieldPair[] {
  const missing = (kind: string, pairs: readonly FieldPair[]): void => {
    const unknown = pairs.find((pair) => !table.fields.includes(pair.table));
    if (unknown === undefined) return;
    throw new SplError(
      `Error in 'lookup' command: Cannot find the ${kind} field '${unknown.table}' in the lookup table '${name}'.`,
    );
  };
  missing('source', inputs);
  missing('destination', outputs ?? []);
  if (outputs !== undefined) return outputs;
  const matched = new Set(inputs.map((pair) => pair.table));
  return table.fields.filter((field) => !matched.has(field)).map((field) => ({ table: field, row: field }));
}

interface Enrichment {
  readonly settings: LookupSettings;
  readonly targets: readonly FieldPair[];
  readonly table: LookupTable;
  readonly find: FindRows;
}

function enrich(row: Row, { settings, targets, table, find }: Enrichment): void {
  const wanted = settings.keepsExisting ? targets.filter((pair) => row[pair.row] === undefined) : targets;
  if (wanted.length === 0) return;
  const { minMatches = 0, maxMatches = 1000, defaultMatch } = table;
  const all = find(settings.inputs.map((pair) => row[pair.row]));
  const found = all.length > maxMatches ? all.slice(0, maxMatches) : all;
  const defaults = defaultMatch === undefined ? 0 : Math.max(0, minMatches - found.length);
  if (found.length === 1 && defaults === 0) {
    const [match] = found as [Row];
    // All are read before any is set: a field may be matched and set at once.
    const values = wanted.map((pair) => match[pair.table]);
    wanted.forEach((pair, i) => assign(row, pair.row, textsOf(values[i])));
    return;
  }
  const values = wanted.map((pair) => [
    ...found.flatMap((match) => textsOf(match[pair.table])),
    ...Array.from({ length: defaults }, () => defaultMatch!),
  ]);
  wanted.forEach((pair, i) => assign(row, pair.row, values[i]!));
}

function assign(row: Row, name: string, values: readonly string[]): void {
  const value: FieldValue | undefined = values.length > 1 ? values : values[0];
  if (value === undefined) delete row[name];
  else row[name] = value;
}
