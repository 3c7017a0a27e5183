/** The way to a value: keys of sections, numbers from 0 into lists. */
export type KeyPath = readonly (string | number)[];

/**
 * A path as people write it.
 *
 * @example
 * showPath(['modeling', 'k_candidates', 2]); // => 'modeling.k_candidates[2]'
 */
export function showPath(path: KeyPath): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

/** The value at a path of nested sections and lists; undefined where the path leads nowhere. */
export function valueAt(tree: unknown, path: KeyPath): unknown {
  let value = tree;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
