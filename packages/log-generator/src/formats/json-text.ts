/** Everything that JSON must escape; lone surrogates too, as JSON.stringify does. */
// oxlint-disable-next-line no-control-regex
const special = /["\\\u0000-\u001f\ud800-\udfff]/;

/** The text as a JSON string, quotes included. */
export function jsonText(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** The text as it stands between the quotes of a JSON string. */
export function jsonInside(text: string): string {
  return special.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}
