import {
  appConfFault as fault,
  appConfStanza as stanza,
  appConfValue as value,
} from '../checks/app-conf-settings.ts';
import { packageIdFaults } from '../checks/package-id-faults.ts';
import { versionFaults } from '../checks/version-faults.ts';
import { isOn } from '../checks/setting-faults.ts';
import { splunkConfs } from '../checks/splunk-confs.ts';
import { ADVISED, REFUSED, type Rule } from '../rule.ts';

const SHIPPED =
  /^(?:search|launcher|learned|legacy|sample_app|introspection_generator_addon|splunk_(?:archiver|httpinput|instrumentation|monitoring_console|secure_gateway|metrics_workspace|rapid_diag|gdi|internal_metrics|essentials_\w+)|SplunkForwarder|SplunkLightForwarder|alert_(?:logevent|webhook)|user-prefs|framework|appsbrowser|dmc)$/;

/** What `default/app.conf` says of the app. */
export const appConfRules: readonly Rule[] = [
  {
    id: 'check_that_setup_has_not_been_performed',
    about: 'The app is not marked as set up.',
    severity: REFUSED,
    check: (app) =>
      isOn(value(app, 'install', 'is_configured'))
        ? [fault(app, 'install', 'is_configured', 'is_configured is true', 'Set it to false.')]
        : [],
  },
  {
    id: 'check_for_valid_package_id',
    about: '[package] id is a name, and that of the folder and of [id].',
    severity: REFUSED,
    check: packageIdFaults,
  },
  {
    id: 'check_no_install_source_checksum',
    about: 'No checksum of the installed file is set.',
    severity: REFUSED,
    check: (app) =>
      ['install_source_checksum', 'install_source_local_checksum']
        .filter((key) => value(app, 'install', key))
        .map((key) =>
          fault(app, 'install', key, `${key} is set`, 'Remove it: Splunk sets it when the app is installed.'),
        ),
  },
  {
    id: 'check_for_trigger_stanza',
    about: "[triggers] names no file of Splunk's own.",
    severity: REFUSED,
    check: (app) =>
      Object.keys(stanza(app, 'triggers')?.settings ?? {})
        .filter((key) => key.startsWith('reload.') && splunkConfs.has(key.slice(7)))
        .map((key) =>
          fault(
            app,
            'triggers',
            key,
            `${key} is a file of Splunk's own`,
            'Remove it: Splunk reloads that file itself.',
          ),
        ),
  },
  {
    id: 'check_reload_trigger_for_all_custom_confs',
    about: 'Every file of settings of its own has a reload trigger.',
    severity: REFUSED,
    check: (app) =>
      app.confs
        .filter(
          ({ name }) => !splunkConfs.has(name) && value(app, 'triggers', `reload.${name}`) === undefined,
        )
        .map(({ path, name }) => ({
          path,
          message: 'no reload trigger names it, so every change asks for a restart',
          remedy: `Add reload.${name} = simple to [triggers] in app.conf.`,
        })),
  },
  {
    id: 'check_for_valid_ui_label',
    about: 'A visible app has a label of 5 to 80 characters.',
    severity: REFUSED,
    check: (app) => {
      const label = value(app, 'ui', 'label');
      if (
        label === undefined ? !isOn(value(app, 'ui', 'is_visible')) : label.length >= 5 && label.length <= 80
      )
        return [];
      const found = label === undefined ? 'label is missing' : `label has ${label.length} characters`;
      return [fault(app, 'ui', 'label', `${found}, expected 5 to 80`, 'Give the app a label.')];
    },
  },
  {
    id: 'check_version_is_valid_semver',
    about: 'The version is semantic, and the same in [id] and [launcher].',
    severity: REFUSED,
    check: versionFaults,
  },
  {
    id: 'check_for_default_splunk_app',
    about: 'The id is not that of an app that Splunk ships.',
    severity: REFUSED,
    check: (app) => {
      const id = value(app, 'package', 'id') ?? '';
      return SHIPPED.test(id)
        ? [fault(app, 'package', 'id', `id is ${id}, an app of Splunk's own`, 'Choose another name.')]
        : [];
    },
  },
  {
    id: 'check_for_updates_disabled',
    about: 'A private app does not look for updates.',
    severity: ADVISED,
    check: (app) => {
      const found = value(app, 'package', 'check_for_updates');
      return found !== undefined && !isOn(found)
        ? []
        : [
            fault(
              app,
              'package',
              'check_for_updates',
              `check_for_updates is ${found ?? 'missing'}`,
              'Set it to false: it is not on Splunkbase.',
            ),
          ];
    },
  },
  {
    id: 'sidecar_app_is_described',
    about: 'The app has a description of at most 200 characters and an author.',
    severity: ADVISED,
    check: (app) => {
      const { author = '', description = '' } = stanza(app, 'launcher')?.settings ?? {};
      return [
        ...(author === ''
          ? [fault(app, 'launcher', 'author', 'author is missing', 'Say who made the app.')]
          : []),
        ...(description === '' || description.length > 200
          ? [
              fault(
                app,
                'launcher',
                'description',
                `description has ${description.length} characters, expected 1 to 200`,
                'Say in a sentence what the app is for.',
              ),
            ]
          : []),
      ];
    },
  },
];
