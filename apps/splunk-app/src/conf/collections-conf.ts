import { acceleratedFields, splunkCollections } from '@sidecar/pipeline/collections';
import type { AppFile } from '../app-content.ts';
import { confFile } from './conf-file.ts';

/** KV Store collections with the types of their fields, as the sidecar's writer would make them. */
export function collectionsConf(): AppFile {
  return confFile(
    'collections',
    'KV Store collections. The sidecar checks every record against these types before it writes.',
    splunkCollections.map((collection) => ({
      name: collection.name,
      comment: collection.description,
      settings: {
        enforceTypes: false,
        replicate: false,
        ...prefixed('field.', collection.fields),
        ...prefixed('accelerated_fields.', acceleratedFields(collection), JSON.stringify),
      },
    })),
  );
}

function prefixed<T>(
  prefix: string,
  values: Readonly<Record<string, T>>,
  show: (value: T) => string = String,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, show(value)]));
}
