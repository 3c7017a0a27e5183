import { InvalidQuery } from './compile-query.ts';
import { valueAt, type Document } from './document.ts';

/**
 * Compiles `fields=a,b` (these and `_key`), `fields=a:0` (all but these) or `fields=a,_key:0` (these without `_key`).
 * `_id:0` leaves out `_key` too.
 *
 * @throws InvalidQuery when inclusion and exclusion are mixed otherwise.
 */
export function compileProjection(fields: string): (document: Document) => Document {
  const entries = fields.split(',').map((part) => part.trim().split(':') as [string, string?]);
  const excluded = entries.filter(([, flag]) => flag?.trim() === '0').map(([name]) => name.trim());
  const included = entries.filter(([, flag]) => flag?.trim() !== '0').map(([name]) => name.trim());
  const withoutKey = excluded.some((name) => name === '_key' || name === '_id');
  if (included.length === 0) {
    const dropped = new Set(withoutKey ? [...excluded, '_key'] : excluded);
    return (document) => Object.fromEntries(Object.entries(document).filter(([name]) => !dropped.has(name)));
  }
  if (excluded.some((name) => name !== '_key' && name !== '_id')) {
    throw new InvalidQuery('fields cannot mix inclusion and exclusion');
  }
  const kept = withoutKey ? included : [...included, '_key'];
  return (document) =>
    Object.fromEntries(
      [...new Set(kept)]
        .map((name) => [name, valueAt(document, name)] as const)
        .filter(([, value]) => value !== undefined),
    );
}
