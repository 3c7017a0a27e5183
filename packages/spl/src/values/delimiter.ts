const delimiters = new WeakMap<readonly string[], string>();

/** Notes what stands between the values of a field when they become one; the note goes where the values go. */
export function rememberDelimiter(values: readonly string[], delimiter: string): readonly string[] {
  delimiters.set(values, delimiter);
  return values;
}

/** What stands between the values of a field when they become one: a line end unless it was noted otherwise. */
export function delimiterOf(values: readonly string[]): string {
  return delimiters.get(values) ?? '\n';
}
