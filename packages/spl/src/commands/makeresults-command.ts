import { emptyRow } from '../empty-row.ts';
import type { FieldValue, Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import {
  booleanOption,
  integerOption,
  invalidArgument,
  optionsOf,
  splitArguments,
} from '../syntax/arguments.ts';
import { parseCsv } from '../syntax/parse-csv.ts';
import type { CommandParser } from './command.ts';
import { mustBeFirst } from './must-be-first.ts';
import { inBatches } from './streaming.ts';

const known = ['annotate', 'count', 'data', 'format', 'splunk_server', 'splunk_server_group'];
/** Longest data in the search itself, in characters. */
const dataLimit = 29_999;

/**
 * `| makeresults [count=] [annotate=] [format=csv|json data="..."]`: rows that have `_time` alone, which is now, or those that
 * the data spells out. Rows of JSON have `_raw` and `_time` too, values that are objects or arrays are JSON text.
 */
export const parseMakeresultsCommand: CommandParser = (argument, { environment, isFirst }) => {
  mustBeFirst('makeresults', isFirst);
  const pieces = splitArguments(argument);
  const stray = pieces.find(({ name }) => name === undefined);
  if (stray !== undefined) throw invalidArgument('makeresults', stray.text);
  const options = optionsOf('makeresults', pieces, known);
  const count = integerOption('makeresults', 'count', options.get('count'), 1);
  const annotates = booleanOption('makeresults', 'annotate', options.get('annotate'), false);
  const server = options.get('splunk_server');
  if (server !== undefined && server !== 'local')
    throw invalidArgument('makeresults', `splunk_server=${server}`);
  const data = parseData(options, environment.now);
  return {
    needs: [],
    transforming: true,
    async *run() {
      if (data !== undefined) return yield* inBatches(data);
      for (let left = count; left > 0; left -= 1000)
        yield Array.from({ length: Math.min(left, 1000) }, () =>
          rowOf({ _time: environment.now, ...(annotates && { splunk_server: 'local' }) }),
        );
    },
  };
};

function parseData(options: ReadonlyMap<string, string>, now: number): readonly Row[] | undefined {
  const format = options.get('format');
  const data = options.get('data');
  if (format === undefined && data === undefined) return undefined;
  if (format === undefined || data === undefined)
    throw new SplError(
      "Error in 'makeresults' command: The 'format' and 'data' arguments must be used together.",
    );
  if (data.length > dataLimit)
    throw new SplError(`Error in 'makeresults' command: The data exceeds ${dataLimit} characters.`);
  if (format !== 'csv' && format !== 'json') throw invalidArgument('makeresults', `format=${format}`);
  try {
    return format === 'csv' ? csvRows(data) : jsonRows(data, now);
  } catch {
    throw new SplError(`Error in 'makeresults' command: The data cannot be parsed as ${format}.`);
  }
}

function csvRows(data: string): readonly Row[] {
  const [header = [], ...lines] = parseCsv(data.trim());
  const names = header.map((name) => name.trim());
  return lines.map((cells) =>
    rowOf(
      Object.fromEntries(names.flatMap((name, i) => ((cells[i] ?? '') === '' ? [] : [[name, cells[i]!]]))),
    ),
  );
}

function jsonRows(data: string, now: number): readonly Row[] {
  const objects = JSON.parse(data) as unknown;
  if (!Array.isArray(objects)) throw new RangeError('not an array');
  return objects.map((object: unknown) => {
    if (typeof object !== 'object' || object === null || Array.isArray(object))
      throw new RangeError('not an object');
    const fields = Object.entries(object).flatMap(([name, value]: [string, unknown]) =>
      value === null ? [] : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
    );
    return rowOf({ _raw: JSON.stringify(object), _time: now, ...Object.fromEntries(fields) });
  });
}

function rowOf(fields: Readonly<Record<string, FieldValue>>): Row {
  return Object.assign(emptyRow(), fields);
}
