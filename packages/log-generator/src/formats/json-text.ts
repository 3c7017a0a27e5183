/** Everything that JSON must escape; lone surrogates too, as JSON.stringify does. */
// oxlint-disable-next-line no-control-regex
const special = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Process paths and signatures come again and again, with backslashes to escape. */
const longest = 1000;
const escaped = new Map<string, string>();

/** The text as a JSON string, quotes included. */
export function jsonText(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** As `jsonText`, for texts of which there are few: the escaped form is remembered. */
export function jsonWord(text: string): string {
  let known = escaped.get(text);
  if (known === undefined) {
    known = JSON.stringify(text);
    if (escaped.size >= longest) escaped.clear();
    escaped.set(text, known);
  }
  return known;
}
