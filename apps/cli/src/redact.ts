const SECRET_NAME = /token|password|passwd|secret|api_?key|credential/i;

/**
 * Replaces whatever the environment names as a secret, should it have got into a message.
 *
 * @example
 * redact('refused: abcdef123', { SPLUNK_TOKEN: 'abcdef123' }); // => 'refused: ***'
 */
export function redact(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(env)
    .filter(([name, value]) => SECRET_NAME.test(name) && value !== undefined && value.length >= 6)
    .reduce((clean, [, value]) => clean.replaceAll(value!, '***'), text);
}
