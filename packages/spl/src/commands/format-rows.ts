import type { FieldValue, Row } from '../row.ts';
import { quote } from '../syntax/arguments.ts';

/** The six words of `format`: around all rows, around a row, between fields, after a row, between rows, after all. */
export interface FormatWords {
  readonly rowPrefix: string;
  readonly columnPrefix: string;
  readonly columnSeparator: string;
  readonly columnEnd: string;
  readonly rowSeparator: string;
  readonly rowEnd: string;
}

export const usualWords: FormatWords = {
  rowPrefix: '(',
  columnPrefix: '(',
  columnSeparator: 'AND',
  columnEnd: ')',
  rowSeparator: 'OR',
  rowEnd: ')',
};

/**
 * Rows as a search expression: `( ( a="1" AND b="2" ) OR ( a="3" ) )`.
 *
 * Several values of a field are joined by OR. Fields whose names begin with an underscore are left out; `search` and
 * `query` give their text as it is. Without anything to say it is `NOT ()`, which matches nothing.
 */
export function formatRows(
  rows: readonly Row[],
  { words = usualWords, empty = 'NOT ()' }: { words?: FormatWords; empty?: string } = {},
): string {
  const texts = rows.flatMap((row) => {
    const fields = Object.keys(row)
      .filter((name) => !name.startsWith('_'))
      .map((name) => fieldText(name, row[name]!));
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

function fieldText(name: string, value: FieldValue): string {
  const texts = typeof value === 'object' ? value : [String(value)];
  const parts = texts.map((text) =>
    name === 'search' || name === 'query' ? text : `${fieldName(name)}=${quote(text)}`,
  );
  return parts.length === 1 ? parts[0]! : `( ${parts.join(' OR ')} )`;
}

function fieldName(name: string): string {
  return /^[\w.:{}-]+$/.test(name) ? name : quote(name);
}
