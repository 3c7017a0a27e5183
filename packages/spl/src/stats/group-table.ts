import type { FieldValue, Row } from '../row.ts';
import { inNaturalOrder } from './natural-order.ts';
import { textOf } from './text-of.ts';

/** What rows with the same values have in common. */
export interface Group<Content> {
  /** Of the fields grouped by, in their order. */
  readonly values: readonly (string | number)[];
  readonly content: Content;
}

/** Groups of rows by the values of fields. */
export interface GroupTable<Content> {
  /** The group of a row that has one value in each field, made if it is new; undefined if a field is missing. */
  readonly of: (row: Row) => Group<Content> | undefined;
  /** Every group of a row: one for each combination of its values, none if a field is missing. */
  readonly each: (row: Row, visit: (group: Group<Content>) => void) => void;
  /** All groups in natural order of their values. */
  readonly inOrder: () => Group<Content>[];
  readonly clear: () => void;
}

export interface GroupTableOptions<Content> {
  readonly start: () => Content;
  /** Whether a value that a field has twice counts once: `dedup_splitvals`. @default false */
  readonly isDeduplicated?: boolean;
}

/** Values at one level of grouping; below the last level lie groups. */
type Level<Content> = Map<string, Level<Content> | Group<Content>>;

/**
 * A table of groups, as a tree of maps: values need not be joined to one key, so none can be mistaken for another, and no
 * text is built for a row.
 */
export function createGroupTable<Content>(
  by: readonly string[],
  { start, isDeduplicated = false }: GroupTableOptions<Content>,
): GroupTable<Content> {
  let root: Level<Content> = new Map();
  const last = by.length - 1;

  function find(values: readonly (string | number)[]): Group<Content> {
    let level = root;
    for (let i = 0; i < last; i++) {
      const key = textOf(values[i]!);
      let next = level.get(key) as Level<Content> | undefined;
      if (next === undefined) level.set(key, (next = new Map()));
      level = next;
    }
    const key = last < 0 ? '' : textOf(values[last]!);
    let group = level.get(key) as Group<Content> | undefined;
    if (group === undefined) level.set(key, (group = { values: [...values], content: start() }));
    return group;
  }

  /** Used again for every row; `find` copies it for a new group. */
  const single: (string | number)[] = by.map(() => '');

  function valuesOf(row: Row): readonly FieldValue[] | undefined {
    let hasSeveral = false;
    for (let i = 0; i <= last; i++) {
      const value: FieldValue | undefined = row[by[i]!];
      if (value === undefined) return undefined;
      if (typeof value === 'object') hasSeveral = true;
      else single[i] = value;
    }
    return hasSeveral ? by.map((field) => row[field]!) : single;
  }

  return {
    of(row) {
      const values = valuesOf(row);
      if (values === undefined) return undefined;
      const firsts = values === single ? single : values.map((value) => [value].flat()[0]);
      return firsts.includes(undefined) ? undefined : find(firsts as (string | number)[]);
    },
    each(row, visit) {
      const values = valuesOf(row);
      if (values === undefined) return;
      if (values === single) visit(find(single));
      else for (const combination of combinations(values, isDeduplicated)) visit(find(combination));
    },
    inOrder: () => ordered(root, by.length),
    clear: () => void (root = new Map()),
  };
}

function combinations(values: readonly FieldValue[], isDeduplicated: boolean): (string | number)[][] {
  let combined: (string | number)[][] = [[]];
  for (const value of values) {
    const items: readonly (string | number)[] = typeof value === 'object' ? value : [value];
    const different = isDeduplicated ? [...new Set(items)] : items;
    combined = combined.flatMap((start) => different.map((item) => [...start, item]));
  }
  return combined;
}

function ordered<Content>(level: Level<Content>, depth: number): Group<Content>[] {
  return inNaturalOrder(level.keys()).flatMap((key) => {
    const below = level.get(key)!;
    return depth > 1 ? ordered(below as Level<Content>, depth - 1) : [below as Group<Content>];
  });
}
