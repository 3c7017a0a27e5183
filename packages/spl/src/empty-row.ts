import type { Row } from './row.ts';

/**
 * A row without fields that inherits nothing, so that any field name, `__proto__` and `constructor` too, is just a name.
 *
 * Made by a constructor with a bare prototype: unlike `Object.create(null)` the rows then keep the engine's fast shape.
 */
export function emptyRow(): Row {
  return new BareRow();
}

const BareRow = function () {} as unknown as new () => Row;
BareRow.prototype = Object.create(null) as object;

/** A row of the same fields, which may be changed without changing the first. */
export function copyRow(row: Row): Row {
  return Object.assign(emptyRow(), row);
}
