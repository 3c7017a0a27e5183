import { copyRow } from '../empty-row.ts';
import { flattenJson } from '../json/flatten-json.ts';
import { parseJsonPath, selectJson } from '../json/json-path.ts';
import { jsonFieldText, type JsonValue, parseJson } from '../json/json-value.ts';
import type { FieldValue, Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { optionsOf, splitArguments } from '../syntax/arguments.ts';
import { fieldOf, fieldTexts } from '../values/field-text.ts';
import type { Command, CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| spath [input=field] [output=field] [path=]path`: what a path leads to in JSON, `_raw` unless told.
 *
 * Without a path every leaf becomes a field: `a.b` of nested objects, `a{}` with several values of arrays. XML is not read.
 *
 * @throws SplError for a path into XML, `{@attribute}`.
 */
export const parseSpathCommand: CommandParser = (argument) => {
  const pieces = splitArguments(argument);
  const options = optionsOf('spath', pieces, ['input', 'output', 'path']);
  const plain = pieces.filter(({ name }) => name === undefined).map(({ text }) => text);
  const path = options.get('path') ?? plain[0];
  const input = options.get('input') ?? '_raw';
  if (plain.length > (options.has('path') ? 0 : 1)) {
    throw new SplError(
      "Error in 'spath' command: Usage: spath [input=<field>] [output=<field>] [path=<datapath>].",
    );
  }
  if (path === undefined) {
    if (options.has('output')) {
      throw new SplError("Error in 'spath' command: You have specified an output field but no path.");
    }
    return spathCommand(input, undefined, (document) => flattenJson(document));
  }
  const steps = parseJsonPath(path);
  if (steps === undefined) {
    throw new SplError(
      `Error in 'spath' command: The path '${path}' is not supported: only paths into JSON are.`,
    );
  }
  const output = options.get('output') ?? path;
  return spathCommand(input, output, (document) => {
    const value = fieldOf(selectJson(document, steps).map(jsonFieldText));
    return value === undefined ? [] : [[output, value]];
  });
};

type Extract = (document: JsonValue) => Iterable<readonly [name: string, value: FieldValue]>;

function spathCommand(input: string, output: string | undefined, extract: Extract): Command {
  const extracted = (row: Row): Row => {
    const documents = fieldTexts(row[input]).map(parseJson);
    const [document] = documents;
    if (document === undefined || documents.length > 1) return row;
    const result = copyRow(row);
    for (const [name, value] of extract(document)) result[name] = value;
    return result;
  };
  return {
    needs: [input],
    transforming: false,
    columnsAfter: (columns) => (output === undefined ? undefined : [...new Set([...columns, output])]),
    run: (rows) => mapBatches(rows, (batch) => batch.map(extracted)),
  };
}
