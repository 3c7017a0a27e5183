import { settingFaults, stanzaFaults } from '../checks/setting-faults.ts';
import { REFUSED, REFUSED_IN_CLOUD, type Rule } from '../rule.ts';

const PATHS: Readonly<Record<string, string>> = {
  homePath: 'db',
  coldPath: 'colddb',
  thawedPath: 'thaweddb',
};
const OTHERS = /^(?:frozenTimePeriodInSecs|disabled|datatype|repFactor)$/;
const SHIPPED =
  /^(?:_audit|_internal|_introspection|_thefishbucket|history|main|splunklogger|summary|provider-family:hadoop|volume:_splunk_summaries)$/;

/** What `default/indexes.conf` may say. */
export const indexRules: readonly Rule[] = [
  {
    id: 'check_validate_default_indexes_not_modified',
    about: "No index of Splunk's own is changed.",
    severity: REFUSED,
    check: (app) =>
      stanzaFaults(app, 'indexes', ({ name }) =>
        SHIPPED.test(name) ? ["is an index of Splunk's own", 'Use an index of your own.'] : undefined,
      ),
  },
  {
    id: 'check_indexes_conf_properties',
    about: 'Only places, retention, kind and replication of an index are set.',
    severity: REFUSED_IN_CLOUD,
    check: (app) =>
      settingFaults(app, 'indexes', (key, value, { name }) => {
        const place = PATHS[key];
        if (place === undefined)
          return OTHERS.test(key) && (key !== 'repFactor' || value === 'auto')
            ? undefined
            : [`${key} = ${value} is not allowed`, 'Remove it: Splunk Cloud sizes the index itself.'];
        const expected = [`$SPLUNK_DB/${name}/${place}`, `$SPLUNK_DB/$_index_name/${place}`];
        return expected.includes(value) ? undefined : [`${key} is ${value}`, `Set it to ${expected[0]}.`];
      }),
  },
  {
    id: 'check_lower_cased_index_names',
    about: 'Names of indexes are of a-z, 0-9, _ and -, and do not hold "kvstore".',
    severity: REFUSED,
    check: (app) =>
      stanzaFaults(app, 'indexes', ({ name }) =>
        /^(?![_-]|.*kvstore)[a-z0-9_-]+$/.test(name) || /^(?:default|volume:.*)$/.test(name)
          ? undefined
          : ['is no name of an index', 'Use a-z, 0-9, _ and -, a letter or digit first.'],
      ),
  },
  {
    id: 'check_indexes_conf_only_uses_splunk_db_variable',
    about: 'Indexes lie below $SPLUNK_DB.',
    severity: REFUSED_IN_CLOUD,
    check: (app) =>
      settingFaults(app, 'indexes', (key, value) =>
        /^(?:bloomHomePath|coldPath|homePath|summaryHomePath|thawedPath|tstatsHomePath)$/.test(key) &&
        !value.startsWith('$SPLUNK_DB')
          ? [`${key} is ${value}`, 'Begin the path with $SPLUNK_DB.']
          : undefined,
      ),
  },
  {
    id: 'check_for_index_volume_usage',
    about: 'No volume is declared.',
    severity: REFUSED_IN_CLOUD,
    check: (app) =>
      stanzaFaults(app, 'indexes', ({ name }) =>
        name.startsWith('volume:')
          ? ['declares a volume', 'Remove it: volumes are the administrator’s.']
          : undefined,
      ),
  },
];
