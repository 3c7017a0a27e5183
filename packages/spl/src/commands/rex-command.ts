import { copyRow } from '../empty-row.ts';
import { compileRegex } from '../regex/compile-regex.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { integerOption, optionsOf, splitArguments } from '../syntax/arguments.ts';
import { fieldOf, fieldTexts } from '../values/field-text.ts';
import type { Command, CommandParser } from './command.ts';
import { compileSed } from '../regex/compile-sed.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| rex [field=name] [max_match=N] [offset_field=name] "expression"`: fields from the named groups of the first match, or of
 * the first N; 0 is all, and several matches give several values.
 *
 * With `mode=sed` the field itself is changed by `s/expression/text/flags` or `y/abc/xyz/`. A group that took no part and a
 * row without a match leave fields as they are. `offset_field` has the places of the first and last character of the match.
 */
export const parseRexCommand: CommandParser = (argument) => {
  const pieces = splitArguments(argument);
  const options = optionsOf('rex', pieces, ['field', 'max_match', 'offset_field', 'mode']);
  const patterns = pieces.filter(({ name }) => name === undefined);
  const [pattern] = patterns;
  if (pattern === undefined || patterns.length > 1) {
    throw new SplError(
      "Error in 'rex' command: Usage: rex [field=<field>] (<regex> | mode=sed <sed-expression>).",
    );
  }
  const field = options.get('field') ?? '_raw';
  const mode = options.get('mode');
  if (mode === 'sed') return sedCommand(field, pattern.text);
  if (mode !== undefined)
    throw new SplError(`Error in 'rex' command: Invalid mode '${mode}': only sed is supported.`);
  return extraction({
    field,
    regex: compileRegex(pattern.text, { command: 'rex', flags: 'g' }),
    most: integerOption('rex', 'max_match', options.get('max_match'), 1),
    offsetField: options.get('offset_field'),
  });
};

interface Extraction {
  readonly field: string;
  readonly regex: RegExp;
  /** 0 for all. */
  readonly most: number;
  readonly offsetField: string | undefined;
}

function extraction(settings: Extraction): Command {
  const { field, regex, offsetField } = settings;
  const names = [...regex.source.matchAll(/\(\?<([A-Za-z_]\w*)>/g)].map(([, name]) => name!);
  if (names.length === 0) {
    throw new SplError(
      "Error in 'rex' command: The regex does not extract anything. It should specify at least one named group. Format: (?<name>...).",
    );
  }
  const made = offsetField === undefined ? names : [...names, offsetField];
  return {
    needs: [field],
    transforming: false,
    columnsAfter: (columns) => [...new Set([...columns, ...made])],
    run: (rows) => mapBatches(rows, (batch) => batch.map((row) => extracted(row, settings, names))),
  };
}

function extracted(row: Row, { field, regex, most, offsetField }: Extraction, names: readonly string[]): Row {
  const matches = matchesIn(fieldTexts(row[field]), regex, most);
  if (matches.length === 0) return row;
  const result = copyRow(row);
  for (const name of names) {
    const value = fieldOf(matches.flatMap(({ groups }) => groups?.[name] ?? []));
    if (value !== undefined) result[name] = value;
  }
  if (offsetField !== undefined) {
    const places = matches.map((match) => `${match.index}-${match.index + match[0].length - 1}`);
    result[offsetField] = fieldOf(places)!;
  }
  return result;
}

function matchesIn(texts: readonly string[], regex: RegExp, most: number): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const text of texts) {
    regex.lastIndex = 0;
    for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
      if (found.push(match) === most) return found;
      if (match[0] === '') regex.lastIndex++;
    }
  }
  return found;
}

function sedCommand(field: string, script: string): Command {
  const change = compileSed(script);
  return {
    needs: [field],
    transforming: false,
    columnsAfter: (columns) => columns,
    run: (rows) =>
      mapBatches(rows, (batch) =>
        batch.map((row) => {
          const value = fieldOf(fieldTexts(row[field]).map(change));
          if (value === undefined) return row;
          const result = copyRow(row);
          result[field] = value;
          return result;
        }),
      ),
  };
}
