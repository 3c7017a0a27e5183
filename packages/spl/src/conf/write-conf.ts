/** What `writeConf` writes of a stanza; a `ConfStanza` will do. */
export interface StanzaToWrite {
  readonly name: string;
  /** Stands above the stanza, a `#` before each line. */
  readonly comment?: string;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Text of a .conf file that `parseConf` reads back as it was; stanzas are parted by an empty line.
 *
 * Line feeds in a value become a backslash at the end of the line, as Splunk itself writes them; booleans are `true`
 * and `false`.
 *
 * @param header - Stands above everything, a `#` before each line and an empty line below.
 * @throws RangeError for what the format cannot hold: line feeds or brackets where a name ends, keys with `=`, values
 *   with spaces at an end, a backslash at the end or a carriage return.
 * @example
 * writeConf([{ name: 'x', comment: 'Why.', settings: { a: 1 } }]); // => '# Why.\n[x]\na = 1\n'
 */
export function writeConf(stanzas: Iterable<StanzaToWrite>, { header }: { header?: string } = {}): string {
  const parts = [...stanzas].map(writeStanza);
  return (header === undefined ? parts : [commentLines(header), ...parts]).join('\n');
}

function writeStanza({ name, comment, settings }: StanzaToWrite): string {
  if (/[\r\n]/.test(name))
    throw new RangeError(`stanza ${JSON.stringify(name)} has line feeds, expected none`);
  const above = comment === undefined ? '' : commentLines(comment);
  const lines = Object.entries(settings).map(([key, value]) => writeSetting(key, String(value)));
  return `${above}[${name}]\n${lines.join('')}`;
}

function commentLines(comment: string): string {
  return comment
    .split(/\r\n|\n/)
    .map((line) => `${`# ${line}`.trimEnd()}\n`)
    .join('');
}

function writeSetting(key: string, value: string): string {
  if (key === '' || key !== key.trim() || /^[[#\uFEFF]|[=\r\n]|\\$/.test(key))
    throw new RangeError(`key ${JSON.stringify(key)} cannot be written in a .conf file`);
  if (value !== value.replace(/^[ \t]+|[ \t]+$/g, '') || value.includes('\r') || value.endsWith('\\'))
    throw new RangeError(
      `value of ${key} is ${JSON.stringify(value)}, expected no space or backslash at an end and no carriage return`,
    );
  return `${key} = ${value.replaceAll('\n', '\\\n')}\n`;
}
