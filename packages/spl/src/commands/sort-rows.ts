import { compareAddresses, isAddress } from '../match/cidr.ts';
import { numberOf } from '../number-of.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { textOf } from '../stats/text-of.ts';

export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
  readonly as: 'auto' | 'num' | 'str' | 'ip';
}

const keyPattern =
  /\s*,?\s*(?:([-+])\s*)?(?:(auto|num|str|ip)\(\s*"?([^")]+?)"?\s*\)|"((?:[^"\\]|\\.)+)"|([^\s,()+"-][^\s,()"]*))/gy;

/**
 * The keys of `sort` and of `dedup ... sortby`: `-size, +str(source)`.
 *
 * @throws SplError in the name of the command for what is no key.
 */
export function parseSortKeys(command: string, text: string): readonly SortKey[] {
  const keys: SortKey[] = [];
  keyPattern.lastIndex = 0;
  while (text.slice(keyPattern.lastIndex).trim() !== '') {
    const start = keyPattern.lastIndex;
    const match = keyPattern.exec(text);
    if (match === null)
      throw new SplError(`Error in '${command}' command: Invalid argument: '${text.slice(start).trim()}'`);
    const [, sign, as, wrapped, quoted, plain] = match;
    keys.push({
      field: (wrapped ?? quoted ?? plain)!,
      descending: sign === '-',
      as: (as ?? 'auto') as SortKey['as'],
    });
  }
  return keys;
}

/**
 * Rows in the order of the keys; rows that compare equal stay in the order they were in.
 *
 * A row without a field comes last in both directions. Of several values the first counts. Unless a key says how, numbers
 * come in their order before addresses in theirs before other texts by code unit.
 */
export function sortRows(rows: readonly Row[], keys: readonly SortKey[]): Row[] {
  const sortable = rows.map((row, position) => ({
    row,
    position,
    values: keys.map(({ field, as }) => sortValue(row[field], as)),
  }));
  sortable.sort((a, b) => {
    for (let i = 0; i < keys.length; i++) {
      const order = compare(a.values[i]!, b.values[i]!, keys[i]!.descending);
      if (order !== 0) return order;
    }
    return a.position - b.position;
  });
  return sortable.map(({ row }) => row);
}

/** Classes come in this order: numbers, addresses, texts, absence. */
type SortValue =
  | { readonly rank: 0; readonly number: number }
  | { readonly rank: 1 | 2; readonly text: string }
  | { readonly rank: 3 };

const absent: SortValue = { rank: 3 };

function sortValue(value: Row[string] | undefined, as: SortKey['as']): SortValue {
  const first = typeof value === 'object' ? value[0] : value;
  if (first === undefined) return absent;
  if (as === 'auto' || as === 'num') {
    const number = typeof first === 'number' ? first : numberOf(first);
    if (number !== undefined) return { rank: 0, number };
  }
  const text = textOf(first);
  if (as === 'ip' || as === 'auto') return { rank: isAddress(text) ? 1 : 2, text };
  return { rank: 2, text };
}

function compare(a: SortValue, b: SortValue, descending: boolean): number {
  const order = a.rank === b.rank ? compareSame(a, b) : a.rank - b.rank;
  // What is absent comes last, whatever the direction.
  return descending && a.rank !== 3 && b.rank !== 3 ? -order : order;
}

function compareSame(a: SortValue, b: SortValue): number {
  if (a.rank === 0) return a.number - (b as typeof a).number;
  if (a.rank === 3) return 0;
  const other = (b as typeof a).text;
  if (a.text === other) return 0;
  if (a.rank === 1) return compareAddresses(a.text, other);
  return a.text < other ? -1 : 1;
}
