import { isJsonObject, type JsonValue } from './json-value.ts';

/** A key, a place in an array from 0, or all places of an array. */
export type PathStep = { readonly key: string } | { readonly index: number } | { readonly all: true };

/**
 * Reads a location path: keys with points between, `{2}` for a place in an array, from 0, and `{}` for all.
 *
 * @returns Undefined for what is no path, an attribute of XML `{@name}` for example.
 * @example
 * parseJsonPath('runs{}.id');
 */
export function parseJsonPath(text: string): readonly PathStep[] | undefined {
  const steps: PathStep[] = [];
  const piece = /\{(\d*)\}|([^.{}]+)|\./gy;
  for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
    const [whole, index, key] = match;
    if (key !== undefined) steps.push({ key });
    else if (whole !== '.') steps.push(index === '' ? { all: true } : { index: Number(index) });
    if (piece.lastIndex === text.length) return steps;
  }
  return undefined;
}

/** All that a path leads to, in the order of the document. */
export function selectJson(value: JsonValue, steps: readonly PathStep[]): readonly JsonValue[] {
  let found: readonly JsonValue[] = [value];
  for (const step of steps) found = found.flatMap((place) => follow(place, step));
  return found;
}

function follow(value: JsonValue, step: PathStep): readonly JsonValue[] {
  if ('key' in step) {
    return isJsonObject(value) && Object.hasOwn(value, step.key) ? [value[step.key]!] : [];
  }
  if (!Array.isArray(value)) return [];
  if ('all' in step) return value as readonly JsonValue[];
  const item = (value as readonly JsonValue[])[step.index];
  return item === undefined ? [] : [item];
}
