/** Where a line has its time. */
export interface TimePlace {
  readonly name: TimeName;
  /** From the beginning of the line to the first byte of the time. */
  readonly offset: number;
}

export type TimeName = (typeof timeNames)[number];

/** Fields by which a line that is one flat object may give its time as text, those first that come before the others. */
const timeNames = ['TimeCreated', '_time', '@timestamp'] as const;
const quoted = timeNames.map((name) => ({ name, bytes: Buffer.from(`"${name}"`) }));

const QUOTE = 34;
const COLON = 58;
const SPACE = 32;

/** Looks for the text that may be the time of the line of JSON from `from` to `to`; null if there is none. */
export function findTime(bytes: Buffer, from: number, to: number): TimePlace | null {
  const line = bytes.subarray(from, to);
  for (const { name, bytes: sought } of quoted) {
    const found = line.indexOf(sought);
    if (found < 0) continue;
    let at = found + sought.length;
    if (line[at] !== COLON) continue;
    do at++;
    while (line[at] === SPACE);
    if (line[at] === QUOTE) return { name, offset: at + 1 };
  }
  return null;
}

/** Whether the line seems to have its time where another one had it. Only a guess, for finding it again without a search. */
export function seemsAt({ name, offset }: TimePlace, bytes: Buffer, from: number, to: number): boolean {
  const at = from + offset;
  if (at >= to || bytes[at - 1] !== QUOTE) return false;
  let end = at - 2;
  while (bytes[end] === SPACE) end--;
  // The name's own quotation mark, and its last letter.
  return (
    bytes[end] === COLON && bytes[end - 1] === QUOTE && bytes[end - 2] === name.charCodeAt(name.length - 1)
  );
}
