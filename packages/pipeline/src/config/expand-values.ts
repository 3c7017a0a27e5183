import { interpolate } from './interpolate.ts';
import type { KeyPath } from './key-path.ts';

/** Takes note of a fault at a path; the first at each path counts. */
export type Report = (path: KeyPath, found: string, expected: string) => void;

const mostValues = 10_000;
const deepest = 20;

/**
 * Copies a tree of text with `${NAME}` replaced. A key with nothing behind it, `~`, `null` or an empty text is
 * left out, so that its default applies: `${NAME:-}` makes a key optional.
 *
 * What has no value is reported and left empty. Counts what it copies, because aliases let a few lines of YAML stand for any number of values.
 */
export function expandValues(
  tree: unknown,
  env: Readonly<Record<string, string | undefined>>,
  report: Report,
): unknown {
  let count = 0;
  const expand = (value: unknown, path: KeyPath): unknown => {
    if (++count > mostValues || path.length > deepest) return undefined;
    if (typeof value === 'string') return expandText(value, path);
    if (Array.isArray(value)) return value.map((item, i) => expand(item, [...path, i]) ?? '');
    if (typeof value !== 'object' || value === null) return undefined;
    const entries = Object.entries(value).map(([key, item]) => [key, expand(item, [...path, key])] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  };
  const expandText = (value: string, path: KeyPath): string | undefined => {
    if (/^(?:~|null)?$/i.test(value)) return undefined;
    const { text, missing, malformed } = interpolate(value, env);
    if (malformed.length > 0)
      report(path, `"${malformed[0]}"`, '${NAME}, ${NAME:-default}, or $${ for ${ itself');
    if (missing.length > 0)
      report(path, `the text "${value}"`, `${missing.join(' and ')} in the environment`);
    return text === '' && missing.length === 0 ? undefined : text;
  };
  const result = expand(tree, []);
  if (count > mostValues)
    report([], 'more than 10000 values', 'a configuration; are there aliases within aliases?');
  return result;
}
