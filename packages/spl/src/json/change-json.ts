import type { PathStep } from './json-path.ts';
import { isJsonObject, type JsonValue } from './json-value.ts';

/**
 * A copy of a document in which one place is changed; all others stay as they are and in their order.
 *
 * @param change - Given what is there, or undefined for a key that is new; gives what shall be, or undefined to remove it.
 * @returns Undefined if the path leads nowhere: only its last key may be new.
 */
export function changeJson(
  value: JsonValue,
  [step, ...rest]: readonly PathStep[],
  change: (old: JsonValue | undefined) => JsonValue | undefined,
): JsonValue | undefined {
  if (step === undefined) return change(value);
  if (!hasPlace(value, step)) return undefined;
  const old = childOf(value, step);
  if (rest.length === 0) return withChild(value, step, change(old));
  const changed = old === undefined ? undefined : changeJson(old, rest, change);
  return changed === undefined ? undefined : withChild(value, step, changed);
}

function hasPlace(value: JsonValue, step: PathStep): boolean {
  if ('key' in step) return isJsonObject(value);
  return 'index' in step && Array.isArray(value) && step.index <= value.length;
}

function childOf(value: JsonValue, step: PathStep): JsonValue | undefined {
  if ('index' in step) return (value as readonly JsonValue[])[step.index];
  const key = (step as { readonly key: string }).key;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function withChild(value: JsonValue, step: PathStep, child: JsonValue | undefined): JsonValue {
  if ('index' in step) {
    const items = [...(value as readonly JsonValue[])];
    items.splice(step.index, 1, ...(child === undefined ? [] : [child]));
    return items;
  }
  const key = (step as { readonly key: string }).key;
  if (child !== undefined) return { ...(value as object), [key]: child };
  return Object.fromEntries(Object.entries(value as object).filter(([name]) => name !== key)) as JsonValue;
}
