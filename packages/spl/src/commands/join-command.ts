import { copyRow } from '../empty-row.ts';
import { rowsOf } from '../environment.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { textOf } from '../stats/text-of.ts';
import { booleanOption, integerOption, optionsOf, splitArguments } from '../syntax/arguments.ts';
import { splitSubsearches } from '../syntax/subsearches.ts';
import type { CommandParser } from './command.ts';
import { inBatches, mapBatches, takeRows } from './streaming.ts';

/** Splunk's `subsearch_maxout` of a join. */
const MOST_ROWS = 50_000;

const known = ['type', 'max', 'overwrite', 'usetime', 'earlier', 'left', 'right'];

/**
 * `| join type=left user [search ...]`: adds the fields of the first row of a subsearch whose named fields are the same,
 * case and all; without a name, of all fields that both have, but for internal ones.
 *
 * `max=0` gives a row for every match. At most 50,000 rows of the subsearch are taken. Rows are not matched by time
 * (`usetime`) and sides get no names (`left=`, `right=`, `where`): that is refused.
 */
export const parseJoinCommand: CommandParser = (argument, context) => {
  const { between, subsearches } = splitSubsearches(argument);
  const [subsearch] = subsearches;
  if (subsearch === undefined || subsearches.length > 1 || between[1]!.trim() !== '') {
    throw new SplError(
      "Error in 'join' command: A subsearch must be the last argument: no dataset is supported.",
    );
  }
  const pieces = splitArguments(between[0]!);
  const options = optionsOf('join', pieces, known);
  const isOn = (name: string, otherwise: boolean): boolean =>
    booleanOption('join', name, options.get(name), otherwise);
  for (const name of ['left', 'right']) if (options.has(name)) throw unsupported(name);
  if (isOn('usetime', false)) throw unsupported('usetime');
  isOn('earlier', true);
  const type = (options.get('type') ?? 'inner').toLowerCase();
  if (!['inner', 'outer', 'left'].includes(type)) {
    throw new SplError(`Error in 'join' command: Invalid join type '${type}'.`);
  }
  const most = integerOption('join', 'max', options.get('max'), 1);
  const overwrites = isOn('overwrite', true);
  const named = pieces.filter(({ name }) => name === undefined).map(({ text }) => text);
  const prepared = context.prepare(subsearch);
  return {
    needs: named.length > 0 ? named : ['*'],
    transforming: false,
    dropsOthers: false,
    async *run(rows) {
      const right = await rowsOf(takeRows(prepared.run(), MOST_ROWS));
      // Which fields both have is known only when all rows are.
      const left = named.length > 0 ? [] : await rowsOf(rows);
      const fields = named.length > 0 ? named : commonFields(left, right);
      const byKey = indexed(right, fields);
      yield* mapBatches(named.length > 0 ? rows : inBatches(left), (batch) =>
        batch.flatMap((row) => {
          const key = keyOf(row, fields);
          const found = key === undefined ? undefined : byKey.get(key);
          if (found === undefined) return type === 'inner' ? [] : [row];
          const taken = most === 0 ? found : found.slice(0, most);
          return taken.map((other) =>
            overwrites ? Object.assign(copyRow(row), other) : Object.assign(copyRow(row), other, row),
          );
        }),
      );
    },
  };
};

function unsupported(name: string): SplError {
  return new SplError(`Error in 'join' command: The option '${name}' is unsupported.`);
}

function commonFields(left: readonly Row[], right: readonly Row[]): readonly string[] {
  const present = fieldsOf(left);
  return [...fieldsOf(right)].filter((field) => present.has(field) && !field.startsWith('_'));
}

function fieldsOf(rows: readonly Row[]): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const row of rows) for (const field of Object.keys(row)) fields.add(field);
  return fields;
}

function indexed(rows: readonly Row[], fields: readonly string[]): ReadonlyMap<string, readonly Row[]> {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row, fields);
    if (key === undefined) continue;
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [row]);
    else same.push(row);
  }
  return byKey;
}

/** Texts of the fields as one; undefined if one is missing, or if there are none to compare. */
function keyOf(row: Row, fields: readonly string[]): string | undefined {
  if (fields.length === 0) return undefined;
  const texts: (string | readonly string[])[] = [];
  for (const field of fields) {
    const value = row[field];
    if (value === undefined) return undefined;
    texts.push(typeof value === 'object' ? value : textOf(value));
  }
  return texts.length === 1 && typeof texts[0] === 'string' ? texts[0] : JSON.stringify(texts);
}
