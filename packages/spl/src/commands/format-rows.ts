import type { FieldValue, Row } from '../row.ts';
import { quote } from '../syntax/arguments.ts';
import { textOf } from '../stats/text-of.ts';

/** The six words of `format`: before all rows, before a row, between fields, after a row, between rows, after all. */
export interface FormatWords {
  readonly rowPrefix: string;
  readonly columnPrefix: string;
  readonly columnSeparator: string;
  readonly columnEnd: string;
  readonly rowSeparator: string;
  readonly rowEnd: string;
}

const usualWords: FormatWords = {
  rowPrefix: '(',
  columnPrefix: '(',
  columnSeparator: 'AND',
  columnEnd: ')',
  rowSeparator: 'OR',
  rowEnd: ')',
};

export interface FormatOptions {
  readonly words?: FormatWords;
  /** Between several values of a field. @default 'OR' */
  readonly valueSeparator?: string;
  /** Where no row has a field to tell of. @default 'NOT ( )', which matches nothing */
  readonly empty?: string;
}

/**
 * Rows as a search expression: `( ( a="1" AND b="2" ) OR ( a="3" ) )`, fields by name.
 *
 * Fields whose names begin with an underscore are left out; `search` and `query` give their text as it is.
 */
export function formatRows(
  rows: readonly Row[],
  { words = usualWords, valueSeparator = 'OR', empty = 'NOT ( )' }: FormatOptions = {},
): string {
  const texts = rows.flatMap((row) => {
    const fields = Object.keys(row)
      .filter((name) => !name.startsWith('_'))
      .sort()
      .map((name) => fieldText(name, row[name]!, valueSeparator));
    return fields.length === 0
      ? []
      : [joinWords([words.columnPrefix, fields.join(` ${words.columnSeparator} `), words.columnEnd])];
  });
  if (texts.length === 0) return empty;
  return joinWords([words.rowPrefix, texts.join(` ${words.rowSeparator} `), words.rowEnd]);
}

function joinWords(words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' ');
}

function fieldText(name: string, value: FieldValue, separator: string): string {
  const texts = typeof value === 'object' ? value : [textOf(value)];
  const parts = texts.map((text) =>
    name === 'search' || name === 'query' ? text : `${fieldName(name)}=${quote(text)}`,
  );
  return parts.length === 1 ? parts[0]! : `( ${parts.join(` ${separator} `)} )`;
}

function fieldName(name: string): string {
  return /^[\w.:{}-]+$/.test(name) ? name : quote(name);
}
