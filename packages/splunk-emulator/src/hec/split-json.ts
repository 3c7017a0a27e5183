/**
 * Splits a body into its top-level JSON values: objects one after another, with or without white space between, or
 * the items of one array. Stops at the first thing that is not JSON and says so.
 */
export function splitJson(body: string): { values: unknown[]; damaged: boolean } {
  const text = body.trim();
  if (text.startsWith('[')) {
    const items = parse(text);
    return Array.isArray(items) ? { values: items, damaged: false } : { values: [], damaged: true };
  }
  const values: unknown[] = [];
  let at = 0;
  while (at < text.length) {
    const end = endOfObject(text, at);
    const value = end === -1 ? undefined : parse(text.slice(at, end));
    if (value === undefined) return { values, damaged: true };
    values.push(value);
    at = end;
    while (at < text.length && /\s/.test(text[at]!)) at++;
  }
  return { values, damaged: false };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Position after the brace that closes the one at `start`; -1 if there is none. */
function endOfObject(text: string, start: number): number {
  if (text[start] !== '{') return -1;
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123) depth++;
    else if (code === 125 && --depth === 0) return at + 1;
  }
  return -1;
}
