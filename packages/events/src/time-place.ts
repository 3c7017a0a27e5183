/** Where a line has its time. */
export interface TimePlace {
  readonly name: TimeName;
  /** From the beginning of the line to the first byte of the time. */
  readonly offset: number;
}

export type TimeName = (typeof timeNames)[number];

/** Fields by which a line that is one flat object may give its time as text, those first that come before the others. */
const timeNames = ['TimeCreated', '_time', '@timestamp'] as const;

const QUOTE = 34;
const COLON = 58;
const SPACE = 32;

/** Looks for the text that may be the time of the line of JSON from `from` to `to`; null if there is none. */
export function findTime(bytes: Uint8Array, from: number, to: number): TimePlace | null {
  for (const name of timeNames) {
    const found = indexOfQuoted(name, bytes, from, to);
    if (found < 0) continue;
    let at = found + name.length + 2;
    if (bytes[at] !== COLON) continue;
    do at++;
    while (bytes[at] === SPACE);
    if (at < to && bytes[at] === QUOTE) return { name, offset: at + 1 - from };
  }
  return null;
}

/** Where a name in quotation marks begins, or -1. */
function indexOfQuoted(name: string, bytes: Uint8Array, from: number, to: number): number {
  const { length } = name;
  for (let at = from; at + length + 2 <= to; at++) {
    if (bytes[at] !== QUOTE || bytes[at + length + 1] !== QUOTE) continue;
    let same = 0;
    while (same < length && bytes[at + 1 + same] === name.charCodeAt(same)) same++;
    if (same === length) return at;
  }
  return -1;
}

/** Whether the line seems to have its time where another one had it. Only a guess, for finding it again without a search. */
export function seemsAt({ name, offset }: TimePlace, bytes: Uint8Array, from: number, to: number): boolean {
  const at = from + offset;
  if (at >= to || bytes[at - 1] !== QUOTE) return false;
  let end = at - 2;
  while (bytes[end] === SPACE) end--;
  // The name's own quotation mark, and its last letter.
  return (
    bytes[end] === COLON && bytes[end - 1] === QUOTE && bytes[end - 2] === name.charCodeAt(name.length - 1)
  );
}
