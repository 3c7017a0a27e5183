import { parseConf } from '@sidecar/spl/conf';
import type { InspectedApp } from '../inspected-app.ts';
import { ADVISED, type Fault, REFUSED, type Rule } from '../rule.ts';

const PATH = 'metadata/default.meta';

/** Who may do what: `metadata/default.meta`. */
export const metadataRules: readonly Rule[] = [
  {
    id: 'check_metadata_allow_list',
    about: 'There is a metadata/default.meta, and nothing else beside it.',
    severity: REFUSED,
    check: ({ files, file }) => [
      ...(file(PATH)
        ? []
        : [{ path: PATH, message: 'it is missing', remedy: 'Add it: it says who may do what.' }]),
      ...files
        .filter(({ path }) => /^metadata\/(?!(?:default|local)\.meta$)/.test(path))
        .map(({ path }) => ({
          path,
          message: 'it is no file of permissions',
          remedy: 'Remove it from metadata/.',
        })),
    ],
  },
  {
    id: 'check_meta_default_write_access',
    about: 'It names the roles that may change everything, and not everybody is among them.',
    severity: REFUSED,
    check: (app) => {
      if (app.file(PATH) === undefined) return [];
      const own = accesses(app).filter(({ stanza }) => stanza === '' || stanza === 'default');
      const last = own.at(-1);
      const remedy = 'Set access = read : [ * ], write : [ admin, sc_admin ] in [].';
      if (last?.write === undefined)
        return [
          { path: PATH, line: last?.line, message: '[] names no role that may change everything', remedy },
        ];
      return last.write.includes('*')
        ? [{ path: PATH, line: last.line, message: '[] lets everybody change everything', remedy }]
        : [];
    },
  },
  {
    id: 'check_kos_are_accessible',
    about: 'Where admin may do something, sc_admin, its like in Splunk Cloud, may as well.',
    severity: ADVISED,
    check: (app) =>
      accesses(app)
        .filter(({ read = [], write = [] }) =>
          [read, write].some((roles) => roles.includes('admin') && !roles.includes('sc_admin')),
        )
        .map(({ stanza, line }): Fault => ({
          path: PATH,
          line,
          message: `[${stanza}] names admin without sc_admin`,
          remedy: 'Add sc_admin: in Splunk Cloud nobody is admin.',
        })),
  },
];

interface Access {
  readonly stanza: string;
  readonly line: number | undefined;
  readonly read: readonly string[] | undefined;
  readonly write: readonly string[] | undefined;
}

function accesses({ text }: InspectedApp): Access[] {
  return parseConf(text(PATH) ?? '').stanzas.flatMap(({ name, settings, lines }) => {
    const { access } = settings;
    if (access === undefined) return [];
    const roles = (kind: string): string[] | undefined =>
      new RegExp(`${kind}\\s*:\\s*\\[([^\\]]*)\\]`)
        .exec(access)?.[1]!
        .split(',')
        .map((role) => role.trim());
    return [{ stanza: name, line: lines['access'], read: roles('read'), write: roles('write') }];
  });
}
