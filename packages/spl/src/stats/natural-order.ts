import { parseNumber } from '../values/parse-number.ts';

/**
 * Texts in Splunk's natural order: those that are numbers first, as numbers, then the others lexicographically.
 *
 * @example
 * inNaturalOrder(['b', '10', 'a', '9']); // => ['9', '10', 'a', 'b']
 */
export function inNaturalOrder(texts: Iterable<string>): string[] {
  return [...texts]
    .map((text) => ({ text, number: parseNumber(text) }))
    .sort((a, b) => {
      if (Number.isNaN(a.number) !== Number.isNaN(b.number)) return Number.isNaN(a.number) ? 1 : -1;
      if (!Number.isNaN(a.number) && a.number !== b.number) return a.number - b.number;
      if (a.text === b.text) return 0;
      return a.text < b.text ? -1 : 1;
    })
    .map(({ text }) => text);
}
