import { configKeys } from './config-keys.ts';
import type { Report } from './expand-values.ts';
import { valueAt } from './key-path.ts';

/**
 * Puts the trimmed content of the file that `<key>_file` names under `<key>`, for every key that holds a secret.
 * Changes `values`.
 */
export function readSecretFiles(values: unknown, readSecret: (path: string) => string, report: Report): void {
  for (const { path, schema } of configKeys) {
    if (schema.secret !== true) continue;
    const key = path.at(-1)!;
    const section = valueAt(values, path.slice(0, -1)) as Record<string, unknown> | undefined;
    const file = valueAt(section, [`${key}_file`]);
    if (section === undefined || typeof file !== 'string') continue;
    const filePath = [...path.slice(0, -1), `${key}_file`];
    delete section[`${key}_file`];
    if (section[key] !== undefined) {
      report(filePath, `${key} as well`, `one of ${key} and ${key}_file`);
      continue;
    }
    try {
      const content = readSecret(file).trim();
      if (content === '') report(filePath, 'an empty file', 'a file that holds the secret');
      else section[key] = content;
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'no access';
      report(filePath, `a file that cannot be read (${reason})`, 'a file that holds the secret');
    }
  }
}
