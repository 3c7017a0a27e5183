/** Replaces every known secret in a text by `***`. */
export type Redact = (text: string) => string;

/** Knows secrets and hides them; session keys are added while the client works. */
export interface Redactor {
  readonly redact: Redact;
  /** Hides this secret from now on. Fewer than 4 characters are not hidden: they would blank out ordinary words. */
  add(secret: string): void;
}

/**
 * Hides secrets in every form in which they may come back in an error or a message: as they are, percent-encoded,
 * form-encoded, escaped in JSON or XML, and inside `Basic` credentials (base64 of `user:password`). Credentials after `Bearer`,
 * `Splunk` and `Basic` in a header are hidden even when they are not known.
 *
 * @example
 * createRedactor(['s3cret token']).redact('refused s3cret%20token'); // => 'refused ***'
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const forms = new Set<string>();
  const add = (secret: string): void => {
    if (secret.length < 4) return;
    const percent = encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\ufffd'));
    const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    [secret, percent, percent.replaceAll('%20', '+'), JSON.stringify(secret).slice(1, -1), xml].forEach(
      (form) => forms.add(form),
    );
  };
  for (const secret of secrets) add(secret);
  return {
    add,
    redact: (text) => {
      let hidden = text;
      for (const form of [...forms].sort((a, b) => b.length - a.length))
        hidden = hidden.replaceAll(form, '***');
      return hidden.replace(
        /(authorization["']?\s*[:=]\s*["']?(?:bearer|splunk|basic)\s+)[^\s"'<>,;]+/gi,
        '$1***',
      );
    },
  };
}
