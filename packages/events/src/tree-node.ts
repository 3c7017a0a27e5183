import { type Fields, isFields } from './fields.ts';

/** Attribute of an element, in the ways tools turn XML into JSON: `@Name`, `Name`, `@_Name`, below `#attributes` or `$`. */
export function attribute(node: Fields, name: string): unknown {
  const direct = node[`@${name}`] ?? node[name] ?? node[`@_${name}`];
  if (direct !== undefined) return direct;
  const group = node['#attributes'] ?? node.$;
  return isFields(group) ? group[name] : undefined;
}

/** Text of an element that may carry attributes beside it. */
export function content(node: unknown): unknown {
  return isFields(node) ? (node['#text'] ?? node._) : node;
}

/** EventData as values by name, from an object, or from one or a list of `Data` elements that carry their name. */
export function namedData(eventData: unknown): Fields {
  if (!isFields(eventData)) return {};
  const items = eventData.Data;
  if (!Array.isArray(items) && !isFields(items)) return eventData;
  const found = Object.create(null) as Record<string, unknown>;
  for (const item of Array.isArray(items) ? items : [items]) {
    const name = isFields(item) ? attribute(item, 'Name') : undefined;
    if (typeof name === 'string') found[name] = content(item);
  }
  return found;
}
