import type { Collection, CollectionMode } from './collection.ts';

/** Name of each index of a collection and the field it is on, ascending. One on `run_id` is there wherever runs write. */
export function acceleratedFields({
  accelerated,
}: Pick<Collection<CollectionMode>, 'accelerated'>): Record<string, Readonly<Record<string, 1>>> {
  return Object.fromEntries(
    accelerated.map((field) => [`by_${field.toLowerCase()}`, { [field]: 1 as const }]),
  );
}
