/** Keeps what was made of the last texts, so that a pattern that comes from a field is not read anew for each row. */
export function remembered<T>(
  make: (text: string) => T,
  { most = 1000 }: { readonly most?: number } = {},
): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    let value = made.get(text);
    if (value === undefined) {
      value = make(text);
      if (made.size >= most) made.clear();
      made.set(text, value);
    }
    return value;
  };
}
