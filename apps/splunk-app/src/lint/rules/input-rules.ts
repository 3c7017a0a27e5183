import { stanzaFaults } from '../checks/setting-faults.ts';
import { REFUSED_IN_CLOUD, type Rule } from '../rule.ts';

/** Kinds of inputs that Splunk Cloud does not take from an app. */
const kinds: readonly (readonly [id: string, pattern: RegExp, what: string])[] = [
  ['check_for_inputs_fifo_usage', /^fifo:\/\//, 'a named pipe'],
  ['check_inputs_conf_for_tcp', /^tcp:\/\//, 'a TCP port'],
  ['check_inputs_conf_for_splunk_tcp', /^splunktcp:\/\//, 'a port for forwarders'],
  ['check_inputs_conf_for_fschange', /^fschange:/, 'a watch on changes of files'],
  ['check_inputs_conf_for_http_global_usage', /^http$/, 'the HTTP Event Collector as a whole'],
  ['check_inputs_conf_for_http_inputs', /^http:\/\//, 'a token of the HTTP Event Collector'],
  ['check_inputs_conf_for_splunktcptoken', /^splunktcptoken/, 'a token for forwarders'],
  ['check_inputs_conf_for_udp', /^udp/, 'a UDP port'],
  ['check_inputs_conf_for_ssl', /^SSL$/, 'TLS of the receiving ports'],
  ['check_inputs_conf_for_remote_queue_monitor', /^remote_queue:/, 'a remote queue'],
];

/** What `default/inputs.conf` may say. */
export const inputRules: readonly Rule[] = [
  ...kinds.map(([id, pattern, what]): Rule => ({
    id,
    about: `No input is ${what}.`,
    severity: REFUSED_IN_CLOUD,
    check: (app) =>
      stanzaFaults(app, 'inputs', ({ name }) =>
        pattern.test(name)
          ? [`is ${what}`, 'Remove it: such inputs are made by the administrator.']
          : undefined,
      ),
  })),
  {
    id: 'check_inputs_conf_batch_has_required_attributes',
    about: 'An input that deletes what it has read says so.',
    severity: REFUSED_IN_CLOUD,
    check: (app) =>
      stanzaFaults(app, 'inputs', ({ name, settings }) =>
        name.startsWith('batch') && settings['move_policy'] !== 'sinkhole'
          ? ['lacks move_policy = sinkhole', 'Add it, or monitor the files.']
          : undefined,
      ),
  },
  {
    id: 'check_inputs_conf_for_batch',
    about: "An input that deletes what it has read reads the app's own files or Splunk's spool.",
    severity: REFUSED_IN_CLOUD,
    check: (app) =>
      stanzaFaults(app, 'inputs', ({ name }) => {
        const allowed = [
          `batch://$SPLUNK_HOME/etc/apps/${app.folder}/`,
          'batch://$SPLUNK_HOME/var/spool/splunk/',
        ];
        return !name.startsWith('batch://') ||
          (allowed.some((place) => name.startsWith(place)) && !name.includes('..'))
          ? undefined
          : ['deletes files elsewhere', 'Read files of the app or of $SPLUNK_HOME/var/spool/splunk.'];
      }),
  },
  {
    id: 'sidecar_inputs_are_off',
    about: 'No input reads anything before somebody turns it on.',
    severity: { cloud: 'warning', enterprise: 'warning' },
    check: (app) =>
      stanzaFaults(app, 'inputs', ({ settings }) =>
        /^(?:1|true)$/.test(settings['disabled'] ?? '') ? undefined : ['is on', 'Set disabled = 1.'],
      ),
  },
];
