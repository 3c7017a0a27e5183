import { splunkCollections } from '@sidecar/pipeline/collections';
import { writeConf } from '@sidecar/spl/conf';
import type { AppFile, AppOptions } from '../app-content.ts';

/** Roles beside those that may change the app which write records of a collection. */
const recordWriters: Readonly<Record<string, readonly string[]>> = {
  auth_feedback: ['sidecar_service', 'sidecar_analyst'],
  // Who gives verdicts must not be able to change what tells of them; the owner of the searches keeps it.
  auth_feedback_audit: ['sidecar_summary'],
};

/** Who may read and change what: `metadata/default.meta`. */
export function defaultMeta({ readRoles, writeRoles, export: exported }: AppOptions): AppFile {
  const access = (writers: readonly string[]): string =>
    `read : [ ${readRoles.join(', ')} ], write : [ ${[...new Set([...writeRoles, ...writers])].join(', ')} ]`;
  const content = writeConf([
    {
      name: '',
      settings: { owner: 'admin', access: access([]), export: exported === 'system' ? 'system' : 'none' },
    },
    { name: 'savedsearches', comment: 'Searches stay with the app.', settings: { export: 'none' } },
    ...splunkCollections.map(({ name }) => ({
      name: `collections/${name}`,
      settings: { access: access(recordWriters[name] ?? ['sidecar_service']) },
    })),
  ]);
  return { path: 'metadata/default.meta', content };
}
