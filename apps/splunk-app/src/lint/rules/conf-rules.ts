import { settingFaults } from '../checks/setting-faults.ts';
import { splunkConfs } from '../checks/splunk-confs.ts';
import { ADVISED, REFUSED, REFUSED_IN_CLOUD, type Rule } from '../rule.ts';

/** Files whose settings are the whole server's. */
const SERVER_WIDE = new Set(['authentication', 'deploymentclient', 'limits', 'outputs', 'server', 'web']);

/** What every .conf file must keep to. */
export const confRules: readonly Rule[] = [
  {
    id: 'check_validate_no_duplicate_stanzas_in_conf_files',
    about: 'No stanza is there twice.',
    severity: REFUSED,
    check: ({ confs }) =>
      confs.flatMap(({ path, problems }) =>
        problems
          .filter(({ kind }) => kind === 'duplicate-stanza')
          .map(({ line, stanza }) => ({
            path,
            line,
            message: `[${stanza}] is there twice`,
            remedy: 'Join the two: the later one hides the first.',
          })),
      ),
  },
  {
    id: 'check_config_file_parsing',
    about: 'Every line is a stanza, a setting or a comment, and no setting is there twice.',
    severity: REFUSED,
    check: ({ confs }) =>
      confs.flatMap(({ path, problems, text }) => [
        ...problems
          .filter(({ kind }) => kind !== 'duplicate-stanza')
          .map(({ kind, line, stanza, text: found }) => ({
            path,
            line,
            message:
              kind === 'duplicate-key' ? `[${stanza}] ${found} is there twice` : `not a setting: ${found}`,
            remedy: 'Write key = value, each key once in a stanza.',
          })),
        ...text.split('\n').flatMap((found, i) =>
          /\\[ \t]+$/.test(found)
            ? [
                {
                  path,
                  line: i + 1,
                  message: 'space behind a backslash',
                  remedy: 'Remove the space: with it the value ends here.',
                },
              ]
            : [],
        ),
      ]),
  },
  {
    id: 'check_no_default_stanzas',
    about: "No stanza of a file of Splunk's own is for everything.",
    severity: REFUSED,
    check: ({ confs }) =>
      confs
        .filter(({ name }) => splunkConfs.has(name) && name !== 'savedsearches')
        .flatMap(({ path, stanzas }) =>
          stanzas
            .filter(
              ({ name, settings }) =>
                /^(?:default|general|global|stash)$/.test(name) && Object.keys(settings).length > 0,
            )
            .map(({ line, name }) => ({
              path,
              line,
              message: `[${name}] sets the whole server`,
              remedy: 'Set what you need in stanzas of your own.',
            })),
        ),
  },
  {
    id: 'check_collections_conf_for_specified_name_field_type',
    about: 'Types of fields are number, bool, string, time, array or cidr.',
    severity: REFUSED,
    check: (app) =>
      settingFaults(app, 'collections', (key, value) =>
        !key.startsWith('field.') || /^(?:number|bool|string|time|array|cidr)$/.test(value)
          ? undefined
          : [
              `${key} is ${value}`,
              'Use number, bool, string, time, array or cidr: Splunk does not know others.',
            ],
      ),
  },
  {
    id: 'check_if_outputs_conf_exists',
    about: 'The app does not send data elsewhere.',
    severity: REFUSED_IN_CLOUD,
    check: ({ conf }) =>
      conf('outputs')
        ? [
            {
              path: 'default/outputs.conf',
              message: 'it forwards data',
              remedy: 'Remove it: forwarding is for forwarders.',
            },
          ]
        : [],
  },
  {
    id: 'sidecar_server_wide_conf',
    about: 'The app changes no setting of the whole server.',
    severity: ADVISED,
    check: ({ confs }) =>
      confs
        .filter(({ name }) => SERVER_WIDE.has(name))
        .map(({ path }) => ({
          path,
          message: 'its settings are those of the whole server',
          remedy: 'Leave them to the administrator.',
        })),
  },
];
