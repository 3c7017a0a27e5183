/** A number and what it counts, for a person: `1 event`, `2,000 events`. */
export function counted(count: number, noun: string): string {
  return `${written(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A number with its thousands set apart. */
export function written(count: number): string {
  return count.toLocaleString('en-US');
}
