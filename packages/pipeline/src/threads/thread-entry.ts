import { existsSync } from 'node:fs';

/**
 * Where the built file of a thread lies, beside the built code that asks; undefined if there is none, and everything has to be done in
 * one thread. So it is where this package runs from its TypeScript sources, as in its tests, because Node 20 starts no
 * thread from those, and where somebody put it together with other code into one file.
 *
 * @param source - Of a file of `src` whose name ends in `.thread.ts`, what comes before that: `score/judge` of `score/judge.thread.ts`.
 * @param from - URL of code of this package. Code that several files share is built to the top of `dist`, whatever its folder in `src`.
 */
export function threadEntry(source: string, from: string = import.meta.url): URL | undefined {
  const end = from.lastIndexOf('/dist/');
  if (from.endsWith('.ts') || end === -1) return undefined;
  const entry = new URL(`${from.slice(0, end)}/dist/${source}.thread.js`);
  return existsSync(entry) ? entry : undefined;
}
