import { NumberList } from './number-list.ts';

/** Numbers of texts: each text has one, and one more in each facet whose value it is. */
export interface TextCodes {
  /** The number of a text, a new one if it has none. */
  numberOf(text: string): number;
  /** The code, among the values of a facet, of the text with a number; a new one if it has none. */
  valueCode(facet: number, number: number): number;
  /** The code of a text among the values of a facet; -1 if it has none. */
  codeOf(facet: number, text: string): number;
  textOf(facet: number, code: number): string;
}

export function createTextCodes(facets: number): TextCodes {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  // By facet and number of a text, one more than the code.
  const codes = Array.from({ length: facets }, () => new Uint32Array(16));
  const numbersOf = Array.from({ length: facets }, () => new NumberList());
  return {
    numberOf: (text) => {
      let number = numbers.get(text);
      if (number === undefined) {
        number = texts.push(text) - 1;
        numbers.set(text, number);
      }
      return number;
    },
    valueCode: (facet, number) => {
      let own = codes[facet]!;
      if (number >= own.length) {
        const larger = new Uint32Array(Math.max(texts.length, 2 * own.length));
        larger.set(own);
        codes[facet] = own = larger;
      }
      if (own[number] === 0) {
        numbersOf[facet]!.push(number);
        own[number] = numbersOf[facet]!.length;
      }
      return own[number]! - 1;
    },
    codeOf: (facet, text) => {
      const number = numbers.get(text);
      return number === undefined ? -1 : (codes[facet]![number] ?? 0) - 1;
    },
    textOf: (facet, code) => texts[numbersOf[facet]!.array[code]!]!,
  };
}
