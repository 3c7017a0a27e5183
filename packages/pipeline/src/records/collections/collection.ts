/** KV Store field types, as collections.conf spells them. `time` is epoch seconds. */
export type FieldType = 'string' | 'number' | 'bool' | 'time' | 'array';

/** How records come and go: `replace`: a run's records replace those of the run before; `append`: a history that is added to; `upsert`: each key has the last record written. */
export type CollectionMode = 'replace' | 'append' | 'upsert';

/**
 * One KV Store collection: the single definition that the writer checks records against and creates it from, and that the app for Splunk, the
 * documentation and the tests are made from.
 */
export interface Collection<Mode extends CollectionMode = 'replace' | 'append'> {
  readonly name: string;
  readonly description: string;
  readonly mode: Mode;
  /** What `_key` is. */
  readonly key: string;
  readonly fields: Readonly<Record<string, FieldType>>;
  /** What each field means, in a line, with unit and range; the same names as `fields`. */
  readonly meanings: Readonly<Record<string, string>>;
  /** Fields that dashboards search by; each has an index. */
  readonly accelerated: readonly string[];
}

/** Type and meaning of each field, in the order in which they are shown. */
export type FieldDefinitions = Readonly<Record<string, readonly [type: FieldType, meaning: string]>>;

export interface CollectionDefinition<Mode extends CollectionMode> extends Omit<
  Collection<Mode>,
  'fields' | 'meanings'
> {
  readonly fields: FieldDefinitions;
}

/** A collection from the definitions of its fields. */
export function defineCollection<Mode extends CollectionMode>({
  fields,
  ...rest
}: CollectionDefinition<Mode>): Collection<Mode> {
  const names = Object.entries(fields);
  return {
    ...rest,
    fields: Object.fromEntries(names.map(([name, [type]]) => [name, type])),
    meanings: Object.fromEntries(names.map(([name, [, meaning]]) => [name, meaning])),
  };
}
