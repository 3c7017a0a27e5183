// oxlint-disable-next-line no-control-regex
const suspect = /[<>&'"\u0000-\u001f\ud800-\udfff\ufffe\uffff]/;
// oxlint-disable-next-line no-control-regex
const special = /[<>&'"\u0000-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const entities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&apos;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** The text with marks escaped, and U+FFFD for what XML cannot hold. */
export function xmlText(text: string): string {
  return suspect.test(text) ? text.replace(special, (mark) => entities[mark] ?? '\ufffd') : text;
}
