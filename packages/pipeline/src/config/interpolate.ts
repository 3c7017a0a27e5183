/** What became of a text with `${NAME}` in it. */
export interface Interpolated {
  readonly text: string;
  /** Names that have no value and no default, in order of appearance. */
  readonly missing: readonly string[];
  /** Each `${` that is neither a reference nor escaped, with the text up to 20 characters after it. */
  readonly malformed: readonly string[];
}

const pattern = /\$\$\{|\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}|\$\{.{0,20}/gs;

/**
 * Replaces `${NAME}` by the environment's value and `${NAME:-default}` by the default where that is unset or
 * empty, as a shell does; `$${` stands for `${` itself. What comes from the environment is not looked at again.
 *
 * @example
 * interpolate('https://${HOST:-localhost}:8089', {}).text; // => 'https://localhost:8089'
 */
export function interpolate(text: string, env: Readonly<Record<string, string | undefined>>): Interpolated {
  const missing: string[] = [];
  const malformed: string[] = [];
  const result = text.replaceAll(pattern, (match, name?: string, fallback?: string) => {
    if (match === '$${') return '${';
    if (name === undefined) {
      malformed.push(match);
      return match;
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (fallback !== undefined) return value || fallback;
    if (value === undefined) missing.push(name);
    return value ?? '';
  });
  return { text: result, missing, malformed };
}
