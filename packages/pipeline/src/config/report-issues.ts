import { closest } from 'fastest-levenshtein';
import type { z } from 'zod';
import { configKeys } from './config-keys.ts';
import { keySchema, type KeySchema } from './config-json-schema.ts';
import type { Report } from './expand-values.ts';
import { showPath, valueAt, type KeyPath } from './key-path.ts';

/**
 * Says in plain words what the definition found wrong.
 *
 * @param values - What was checked.
 * @param written - The same before the environment was looked at: shown instead where it refers to it.
 */
export function reportIssues(
  issues: readonly z.core.$ZodIssue[],
  values: unknown,
  written: unknown,
  report: Report,
): void {
  for (const issue of issues) {
    const path = issue.path as KeyPath;
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) report([...path, key], 'an unknown key', nearestKey(path, key));
    } else {
      const { expected, properties } = schemaAt(path) ?? {};
      if (properties !== undefined) {
        const found = Array.isArray(valueAt(values, path)) ? 'a list' : 'text';
        report(path, found, `a section with ${Object.keys(properties).join(', ')}`);
      } else {
        report(path, inWords(valueAt(values, path), valueAt(written, path)), expected!);
      }
    }
  }
}

function inWords(value: unknown, written: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a section';
  const text = typeof written === 'string' && written.includes('${') ? written : String(value);
  if (text === '') return 'nothing';
  if (/^[+-]?[\d.]+$/.test(text)) return text;
  const shown = text.replaceAll(/(\/\/)[^/@]*@/g, '$1...@');
  return `the text "${shown.length > 60 ? `${shown.slice(0, 57)}...` : shown}"`;
}

function nearestKey(path: KeyPath, key: string): string {
  const elsewhere = configKeys.find((known) => known.path.at(-1) === key);
  if (elsewhere !== undefined) return `it under ${showPath(elsewhere.path.slice(0, -1)) || 'no section'}`;
  const known = Object.keys(schemaAt(path)?.properties ?? {});
  return `a known key, the nearest is ${closest(key, known)}`;
}

function schemaAt(path: KeyPath): KeySchema | undefined {
  return path.reduce<KeySchema | undefined>(
    (schema, key) => (typeof key === 'number' ? schema?.items : schema?.properties?.[key]),
    keySchema,
  );
}
