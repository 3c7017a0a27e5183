import { nextOutsideQuotes } from './outside-quotes.ts';

/** A text that contains subsearches: what stands between them, and what stands in the brackets. */
export interface TextWithSubsearches {
  /** One more than there are subsearches. */
  readonly between: readonly string[];
  readonly subsearches: readonly string[];
}

/** Takes the outermost subsearches `[...]` out of a text whose brackets match; those in quotes are none. */
export function splitSubsearches(text: string): TextWithSubsearches {
  const between: string[] = [];
  const subsearches: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at = nextOutsideQuotes(text, at)) {
    if (text[at] === '[' && depth++ === 0) {
      between.push(text.slice(start, at));
      start = at + 1;
    } else if (text[at] === ']' && --depth === 0) {
      subsearches.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return { between: [...between, text.slice(start)], subsearches };
}

/** Puts texts where the subsearches were. */
export function joinSubsearches({ between }: TextWithSubsearches, texts: readonly string[]): string {
  return between.map((part, i) => `${part}${texts[i] ?? ''}`).join('');
}
