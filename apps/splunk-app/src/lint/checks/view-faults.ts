import type { View } from '../../app-content.ts';

type Parts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What of a definition of Dashboard Studio does not fit together, in words: panels without data, data without panels, places without panels. */
export function viewFaults(definition: View['definition']): string[] {
  const missing = ['title', 'visualizations', 'dataSources', 'layout'].filter(
    (key) => definition[key] === undefined,
  );
  if (missing.length > 0) return missing.map((key) => `its definition has no ${key}`);
  const { visualizations, dataSources, inputs = {} } = definition as Record<string, Parts>;
  const consumers = { ...visualizations, ...inputs };
  return [
    ...Object.entries(consumers).flatMap(([id, { dataSources: used = {} }]) =>
      Object.values(used as Readonly<Record<string, string>>)
        .filter((source) => dataSources![source] === undefined)
        .map((source) => `${id} shows ${source}, which is no data source`),
    ),
    ...Object.entries(dataSources!).flatMap(([id, source]) => sourceFaults(id, source, dataSources!)),
    ...placeFaults(definition['layout'], consumers),
  ];
}

function sourceFaults(id: string, { type, options }: Parts[string], sources: Parts): string[] {
  const { query, extend } = (options ?? {}) as { readonly query?: unknown; readonly extend?: string };
  if (typeof query !== 'string' || query.trim() === '') return [`${id} has no query`];
  if (type !== 'ds.chain') return [];
  return extend !== undefined && sources[extend] !== undefined
    ? []
    : [`${id} continues ${extend ?? 'nothing'}, which is no data source`];
}

/** Layouts may lie within layouts; wherever a `structure` is, its items are panels or inputs, and each panel has a place. */
function placeFaults(layout: unknown, consumers: Parts): string[] {
  const placed = new Set<string>();
  collect(layout, placed);
  const unknown = [...placed].filter((item) => consumers[item] === undefined);
  const homeless = Object.keys(consumers).filter((id) => !placed.has(id));
  return [
    ...unknown.map((item) => `its layout has a place for ${item}, which is not there`),
    ...homeless.map((id) => `${id} has no place in its layout`),
  ];
}

function collect(value: unknown, placed: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const { structure, globalInputs } = value as { structure?: unknown; globalInputs?: unknown };
  if (Array.isArray(structure)) for (const { item } of structure as { item: string }[]) placed.add(item);
  if (Array.isArray(globalInputs)) for (const item of globalInputs as string[]) placed.add(item);
  Object.values(value).forEach((each) => collect(each, placed));
}
