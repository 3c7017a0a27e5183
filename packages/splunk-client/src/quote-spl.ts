/**
 * A value as an SPL string literal: in double quotes, with `\` and `"` escaped by a backslash. Pipes, brackets, quotes, newlines and `$` inside
 * it are text, so no value can end the literal or start a command.
 *
 * In `search user=...` a star is still a wildcard, even in quotes; compare with `where user=...` for an exact match.
 *
 * @throws TypeError unless `value` is a string, a finite number or a boolean; RangeError if it holds a NUL, which SPL cannot carry.
 * @example
 * `| where user=${quoteSpl('o"brien | delete')}`; // => '| where user="o\\"brien | delete"'
 */
export function quoteSpl(value: string | number | boolean): string {
  if (typeof value === 'number' ? !Number.isFinite(value) : !['string', 'boolean'].includes(typeof value)) {
    throw new TypeError(
      `value is ${typeof value === 'number' ? value : typeof value}, expected a string, a finite number or a boolean`,
    );
  }
  const text = String(value);
  if (text.includes('\0'))
    throw new RangeError('value holds a NUL character, expected text that SPL can carry');
  return `"${text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/["\\]/g, '\\$&')}"`;
}

/**
 * A field's name as SPL takes it in `eval`, `where` and `stats`: bare when it is a plain word, else in single quotes.
 *
 * @throws RangeError if the name is empty or holds a quote, a backslash, a backtick or a control character: no escape for these is documented.
 * @example
 * quoteSplField('Authentication.user name'); // => "'Authentication.user name'"
 */
export function quoteSplField(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return name;
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (name === '' || /["'\\`\u0000-\u001f]/.test(name)) {
    throw new RangeError(
      `field name is ${JSON.stringify(name)}, expected text without quotes, backslashes and control characters`,
    );
  }
  return `'${name}'`;
}
