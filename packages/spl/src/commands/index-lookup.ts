import type { LookupTable } from '../environment.ts';
import { matchesCidr } from '../match/cidr.ts';
import type { FieldValue, Row } from '../row.ts';
import { matchesWildcard } from '../wildcard.ts';
import { textOf } from '../stats/text-of.ts';

/** Rows of a table that match values of its fields, in the order of the table. */
export type FindRows = (values: readonly (FieldValue | undefined)[]) => readonly Row[];

interface Entry {
  readonly row: Row;
  readonly position: number;
  /** Of the fields that are matched by pattern, in order. */
  readonly tests: readonly ((text: string) => boolean)[];
}

/**
 * Reads a table into memory so that rows are found by the values of some of its fields.
 *
 * Fields matched exactly are found at once; those with a match type are tried one row after the other. Of several values of
 * a field any may match.
 */
export async function indexLookup(table: LookupTable, fields: readonly string[]): Promise<FindRows> {
  const isExact = fields.map((field) => table.matchTypes?.[field] === undefined);
  const normalise =
    table.isCaseSensitive === false ? (text: string) => text.toLowerCase() : (text: string) => text;
  const groups = new Map<string, Entry[]>();
  let position = 0;
  for await (const batch of table.rows()) {
    for (const row of batch) {
      const tests = fields.flatMap((field, i) => (isExact[i] ? [] : [patternTest(table, field, row)]));
      const entry: Entry = { row, position: position++, tests };
      const exact = fields.filter((_, i) => isExact[i]).map((field) => textsOf(row[field]).map(normalise));
      for (const values of combinations(exact)) {
        const key = JSON.stringify(values);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [entry]);
        else group.push(entry);
      }
    }
  }
  const find: FindRows = (values) => {
    const exact = values.filter((_, i) => isExact[i]).map((value) => textsOf(value).map(normalise));
    const patterned = values.filter((_, i) => !isExact[i]).map(textsOf);
    if (patterned.some((texts) => texts.length === 0)) return [];
    const found = new Map<number, Row>();
    for (const combination of combinations(exact)) {
      for (const { row, position, tests } of groups.get(JSON.stringify(combination)) ?? []) {
        if (tests.every((test, i) => patterned[i]!.some(test))) found.set(position, row);
      }
    }
    return found.size < 2 ? [...found.values()] : [...found].sort(([a], [b]) => a - b).map(([, row]) => row);
  };
  return remembering(find);
}

/** Values come again and again: what was found for one text is kept, for so many of them. */
const mostRemembered = 100_000;

function remembering(find: FindRows): FindRows {
  const found = new Map<string, readonly Row[]>();
  return (values) => {
    const [value] = values;
    if (values.length > 1 || typeof value !== 'string') return find(values);
    let rows = found.get(value);
    if (rows === undefined) {
      rows = find(values);
      if (found.size < mostRemembered) found.set(value, rows);
    }
    return rows;
  };
}

function patternTest(table: LookupTable, field: string, row: Row): (text: string) => boolean {
  const letters = table.isCaseSensitive === false ? 'any-case' : 'exact-case';
  const isCidr = table.matchTypes?.[field] === 'cidr';
  const tests = textsOf(row[field]).map((pattern) => {
    const isInside = isCidr ? matchesCidr(pattern) : undefined;
    return isInside ?? matchesWildcard(isCidr ? pattern.replaceAll('*', '') : pattern, letters);
  });
  return (text) => tests.some((test) => test(text));
}

/** Texts of a field; none if it is missing. */
export function textsOf(value: FieldValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [textOf(value)];
}

/** Every way to take one text of each list; none when a list is empty. */
function combinations(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (starts, texts) => starts.flatMap((start) => texts.map((text) => [...start, text])),
    [[]],
  );
}
