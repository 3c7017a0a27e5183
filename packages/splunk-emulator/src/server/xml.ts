const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text made safe for XML 1.0: markup escaped, control characters it cannot hold left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => entities[character]!)
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
}

/** Splunk's XML form of a JSON value: `s:dict` and `s:list`, scalars as text, booleans as 1 and 0. */
export function splunkXml(value: unknown): string {
  if (Array.isArray(value)) {
    return `<s:list>${value.map((item) => `<s:item>${splunkXml(item)}</s:item>`).join('')}</s:list>`;
  }
  if (typeof value === 'object' && value !== null) {
    const keys = Object.entries(value).map(
      ([name, item]) => `<s:key name="${escapeXml(name)}">${splunkXml(item)}</s:key>`,
    );
    return `<s:dict>${keys.join('')}</s:dict>`;
  }
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value === null || value === undefined ? '' : escapeXml(String(value));
}
