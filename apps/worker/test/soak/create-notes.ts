import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';

/** What was seen, in a file, so that it takes no memory while memory is looked at. */
export interface Notes<T extends object> {
  add<K extends keyof T & string>(kind: K, value: T[K]): void;
  read<K extends keyof T & string>(kind: K): T[K][];
}

export function createNotes<T extends object>(path: string): Notes<T> {
  writeFileSync(path, '');
  return {
    add: (kind, value) => appendFileSync(path, `${JSON.stringify([kind, value])}\n`),
    read: <K extends keyof T & string>(kind: K) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith(`["${kind}",`))
        .map((line) => (JSON.parse(line) as [K, T[K]])[1]),
  };
}
