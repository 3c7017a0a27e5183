import type { Route } from '../server/route.ts';
import { noObject } from './knowledge-calls.ts';
import { stanzaRoutes, type KnowledgeParts } from './stanza-routes.ts';

/**
 * Knowledge objects that are stanzas: macros, lookup definitions, event types, and every .conf file as `configs/conf-{file}`.
 *
 * @param onChange - Waited for once a stanza of a file was changed, with the file's name without its ending.
 */
export function knowledgeRoutes(
  parts: KnowledgeParts,
  onChange: (kind: string) => Promise<void>,
): readonly Route[] {
  return [
    ...stanzaRoutes(parts, {
      path: 'admin/macros',
      kind: 'macros',
      title: 'macros',
      required: ['definition'],
    }),
    ...stanzaRoutes(parts, {
      path: 'data/transforms/lookups',
      kind: 'transforms',
      title: 'transforms-lookup',
      belongs: isLookup,
      defaults: (settings) => ({
        type: settings['external_type'] ?? 'file',
        ...(settings['fields_list'] !== undefined && {
          fields_array: settings['fields_list'].split(',').map((field) => field.trim()),
        }),
      }),
    }),
    ...stanzaRoutes(parts, {
      path: 'saved/eventtypes',
      kind: 'eventtypes',
      title: 'eventtypes',
      required: ['search'],
    }),
    ...stanzaRoutes(parts, {
      path: 'configs/{conf}',
      kind: ({ names }) => {
        const kind = /^conf-([\w-]+)$/.exec(names['conf']!)?.[1];
        if (kind === undefined) throw noObject(names['conf']!);
        return kind;
      },
      title: 'conf',
      onChange,
    }),
  ];
}

function isLookup({ filename, collection, external_cmd }: Readonly<Record<string, string>>): boolean {
  return (filename ?? collection ?? external_cmd) !== undefined;
}
