/** Gives a name back while there are few of them and it looks like one; `other` from then on. */
export type BoundedNames = (name: string) => string;

/**
 * For label values that are not known beforehand, such as names of collections: each value is a series that Prometheus keeps.
 *
 * @param options - `most`: how many different names are let through. `pattern`: what a name looks like.
 */
export function boundedNames({
  most,
  pattern = /^[A-Za-z][\w.+-]{0,63}$/,
}: {
  readonly most: number;
  readonly pattern?: RegExp;
}): BoundedNames {
  const known = new Set<string>();
  return (name) => {
    if (known.has(name)) return name;
    if (known.size >= most || !pattern.test(name)) return 'other';
    known.add(name);
    return name;
  };
}
