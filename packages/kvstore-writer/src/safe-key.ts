import { createHash } from 'node:crypto';

/**
 * Any text as a `_key`: itself when it is one already, else its readable start and a hash of the whole, so that different texts have different
 * keys: user names with `\`, `/`, spaces, `$` or of any length. At most 187 characters, which leaves room for the mark of a run.
 *
 * @example
 * safeKey('user_alice@example.org'); // => 'user_alice@example.org'
 * @example
 * safeKey('user_DOM\\alice'); // => 'user_DOM_alice-5b4d…'
 */
export function safeKey(text: string): string {
  if (/^[A-Za-z0-9_@:-][A-Za-z0-9_.@:-]{0,186}$/.test(text) && !HASHED.test(text)) return text;
  const hash = createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
  return `${text.slice(0, 80).replace(/[^A-Za-z0-9_@:-]/g, '_')}-${hash}`;
}

/** Texts that look like a hashed key are hashed too, so that nobody can choose a name that takes another's key. */
const HASHED = /-[0-9a-f]{32}$/;
