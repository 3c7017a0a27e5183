import { splunkCollections } from '@sidecar/pipeline/collections';
import type { AppFile } from '../app-content.ts';
import { confFile } from './conf-file.ts';

/** A lookup for every collection: its name and `_lookup`. */
export function transformsConf(): AppFile {
  return confFile(
    'transforms',
    'Lookups of the collections.',
    splunkCollections.map(({ name, description, fields }) => ({
      name: `${name}_lookup`,
      comment: description,
      settings: {
        external_type: 'kvstore',
        collection: name,
        fields_list: ['_key', ...Object.keys(fields)].join(', '),
      },
    })),
  );
}
