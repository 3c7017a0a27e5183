import { emptyRow } from '../empty-row.ts';
import type { FieldValue, Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import type { CommandParser } from './command.ts';
import { textOf } from '../stats/text-of.ts';

/**
 * `| return 2 user ip=src $id`: one row whose field `search` is `(user="a" ip="b" 7) OR (user="c" ip="d" 8)`.
 *
 * Rows that say the same count once. Quotes in values are not escaped, as Splunk documents; without rows the text is empty.
 */
export const parseReturnCommand: CommandParser = (argument) => {
  const [, counted, rest] = /^(?:(\d+)(?=\s|$))?\s*(.*)$/s.exec(argument)!;
  const outputs = rest!
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map(parseOutput);
  if (outputs.length === 0) throw new SplError("Error in 'return' command: No fields were specified.");
  const most = Number(counted ?? 1);
  return {
    needs: outputs.map(({ field }) => field),
    transforming: true,
    columns: ['search'],
    async *run(rows) {
      const texts = new Set<string>();
      let left = most;
      for await (const batch of rows) {
        for (const row of batch.slice(0, left)) texts.add(rowText(row, outputs));
        left -= batch.length;
        if (left <= 0) break;
      }
      texts.delete('');
      const result = emptyRow();
      result['search'] =
        texts.size > 1 ? [...texts].map((text) => `(${text})`).join(' OR ') : [...texts].join('');
      yield [result];
    },
  };
};

interface Output {
  readonly field: string;
  /** What stands before `=`; undefined for the value alone. */
  readonly name: string | undefined;
}

function parseOutput(word: string): Output {
  if (word.startsWith('$')) return { field: word.slice(1), name: undefined };
  const [name, field = name] = word.split('=');
  return { field: field!, name: name! };
}

function rowText(row: Row, outputs: readonly Output[]): string {
  const parts = outputs.flatMap(({ field, name }) => {
    const value: FieldValue | undefined = row[field];
    if (value === undefined) return [];
    const texts = (typeof value === 'object' ? value : [textOf(value)]).map((text) =>
      name === undefined ? text : `${name}="${text}"`,
    );
    return texts.length === 1 ? texts : [`(${texts.join(' OR ')})`];
  });
  return parts.join(' ');
}
