import { csvFault } from '../checks/csv-fault.ts';
import { settingFaults, stanzaFaults } from '../checks/setting-faults.ts';
import { REFUSED, type Rule } from '../rule.ts';

/** Lookups, their files and their collections. */
export const lookupRules: readonly Rule[] = [
  {
    id: 'check_lookups_allow_list',
    about: 'lookups/ holds tables and maps alone.',
    severity: REFUSED,
    check: ({ files }) =>
      files
        .filter(
          ({ path }) =>
            path.startsWith('lookups/') && !/\.(?:csv|csv\.default|csv\.gz|csv\.tgz|kmz)$/.test(path),
        )
        .map(({ path }) => ({
          path,
          message: 'it is neither .csv nor .kmz',
          remedy: 'Remove it from lookups/.',
        })),
  },
  {
    id: 'check_lookup_csv_is_valid',
    about: 'A table has a header, two columns or more, and as many values in every row.',
    severity: REFUSED,
    check: ({ files }) =>
      files
        .filter(({ path }) => /^lookups\/.*\.csv(?:\.default)?$/.test(path))
        .flatMap(({ path, content }) => {
          const fault = csvFault(content);
          return fault === undefined ? [] : [{ path, ...fault, remedy: 'Write it anew as CSV in UTF-8.' }];
        }),
  },
  {
    id: 'check_all_lookups_are_used',
    about: 'transforms.conf names every table.',
    severity: REFUSED,
    check: (app) => {
      const named = new Set(app.stanzas('transforms').map(({ settings }) => settings['filename']));
      return app.files
        .filter(
          ({ path }) => path.startsWith('lookups/') && !named.has(path.slice(8).replace(/\.default$/, '')),
        )
        .map(({ path }) => ({
          path,
          message: 'transforms.conf does not name it',
          remedy: 'Define a lookup, or remove it.',
        }));
    },
  },
  {
    id: 'check_capture_groups_in_transforms',
    about: 'FORMAT uses every group that REGEX captures.',
    severity: REFUSED,
    check: (app) =>
      settingFaults(app, 'transforms', (key, value, { settings }) => {
        const { FORMAT: format = '' } = settings;
        if (key !== 'REGEX' || !/\$\d/.test(format)) return undefined;
        const groups =
          value.replaceAll(/\\.|\[(?:\\.|[^\]])*\]/g, '').match(/\((?!\?)|\(\?P?<[A-Za-z]/g)?.length ?? 0;
        const unused = Array.from({ length: groups }, (_, i) => `$${i + 1}`).filter(
          (group) => !new RegExp(`\\${group}(?!\\d)`).test(format),
        );
        return unused.length === 0
          ? undefined
          : [`FORMAT does not use ${unused.join(', ')}`, 'Write (?:...) for a group that is not used.'];
      }),
  },
  {
    id: 'sidecar_lookup_has_table',
    about: 'A lookup reads a collection or a table of the app.',
    severity: REFUSED,
    check: (app) => {
      const collections = new Set(app.stanzas('collections').map(({ name }) => name));
      return stanzaFaults(app, 'transforms', ({ settings: { collection, filename } }) => {
        if (collection !== undefined && !collections.has(collection))
          return [`reads ${collection}, which is not in collections.conf`, 'Define the collection.'];
        const isThere =
          filename === undefined || ['', '.default'].some((end) => app.file(`lookups/${filename}${end}`));
        return isThere ? undefined : [`reads ${filename}, which is not in lookups/`, 'Add the table.'];
      });
    },
  },
  {
    id: 'sidecar_lookup_fields_are_declared',
    about: 'A lookup shows every field of its collection, and no other.',
    severity: REFUSED,
    check: (app) => {
      const declared = new Map(
        app.stanzas('collections').map(({ name, settings }) => [
          name,
          new Set([
            '_key',
            ...Object.keys(settings)
              .filter((key) => key.startsWith('field.'))
              .map((key) => key.slice(6)),
          ]),
        ]),
      );
      return settingFaults(app, 'transforms', (key, value, { settings }) => {
        const fields = declared.get(settings['collection'] ?? '');
        if (key !== 'fields_list' || fields === undefined) return undefined;
        const shown = new Set(value.split(',').map((name) => name.trim()));
        const unknown = [...shown].find((name) => !fields.has(name));
        if (unknown !== undefined)
          return [`shows ${unknown}, which its collection has not`, 'Correct its name, or declare it.'];
        const hidden = [...fields].find((name) => !shown.has(name));
        return hidden === undefined
          ? undefined
          : [`does not show ${hidden}`, 'Add it to fields_list: outputlookup drops what is not in it.'];
      });
    },
  },
];
