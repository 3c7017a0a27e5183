import { cronFault, runsAnHour } from '../checks/cron-faults.ts';
import { isOn, settingFaults, stanzaFaults } from '../checks/setting-faults.ts';
import { ADVISED, REFUSED, REFUSED_IN_CLOUD, type Rule } from '../rule.ts';

/** Runs an hour from which on a schedule is thought too dense. */
const MOST_RUNS = 12;

/** How searches in `default/savedsearches.conf` are scheduled and what they set off. */
export const savedSearchRules: readonly Rule[] = [
  {
    id: 'check_for_real_time_saved_searches_for_cloud',
    about: 'No search runs in real time.',
    severity: REFUSED_IN_CLOUD,
    check: (app) =>
      settingFaults(app, 'savedsearches', (key, value) =>
        /^dispatch\.(?:earliest|latest)_time$/.test(key) && value.startsWith('rt')
          ? [`${key} is ${value}`, 'Use a window that ends, such as -1h@h to @h.']
          : undefined,
      ),
  },
  {
    id: 'check_for_gratuitous_cron_scheduling',
    about: `A schedule is one, and runs at most ${MOST_RUNS} times an hour.`,
    severity: REFUSED,
    check: (app) =>
      settingFaults(app, 'savedsearches', (key, value) => {
        if (key !== 'cron_schedule') return undefined;
        const fault = cronFault(value);
        if (fault !== undefined)
          return [`cron_schedule ${fault}`, 'Write minute, hour, day, month and day of the week.'];
        const runs = runsAnHour(value);
        return runs > MOST_RUNS
          ? [`runs ${runs} times an hour`, 'Run it every five minutes at most.']
          : undefined;
      }),
  },
  {
    id: 'check_for_sched_saved_searches_earliest_time',
    about: 'A scheduled search says from when on it looks.',
    severity: REFUSED,
    check: (app) =>
      stanzaFaults(app, 'savedsearches', ({ settings }) =>
        isScheduled(settings) && settings['dispatch.earliest_time'] === undefined
          ? ['lacks dispatch.earliest_time', 'Add it: without it the search looks at all time.']
          : undefined,
      ),
  },
  {
    id: 'check_for_sched_saved_searches_latest_time',
    about: 'A scheduled search says until when it looks.',
    severity: ADVISED,
    check: (app) =>
      stanzaFaults(app, 'savedsearches', ({ settings }) =>
        isScheduled(settings) && settings['dispatch.latest_time'] === undefined
          ? ['lacks dispatch.latest_time', 'Add it, such as now.']
          : undefined,
      ),
  },
  {
    id: 'check_for_sched_saved_searches_action_script_filename',
    about: 'No search starts a script.',
    severity: REFUSED_IN_CLOUD,
    check: (app) =>
      settingFaults(app, 'savedsearches', (key, value) =>
        key === 'action.script.filename' || (key === 'action.script' && isOn(value))
          ? [`${key} = ${value} starts a script`, 'Use an alert action.']
          : undefined,
      ),
  },
  {
    id: 'check_for_saved_searches_populate_lookup',
    about: 'No search fills a lookup by the action that is no more.',
    severity: REFUSED_IN_CLOUD,
    check: (app) =>
      settingFaults(app, 'savedsearches', (key) =>
        key === 'action.populate_lookup' ? [`sets ${key}`, 'Use the command outputlookup.'] : undefined,
      ),
  },
  {
    id: 'check_for_emails_in_saved_search',
    about: 'No search sends mail to somebody whom the app names.',
    severity: REFUSED,
    check: (app) =>
      settingFaults(app, 'savedsearches', (key, value) =>
        key === 'action.email.to' && value !== ''
          ? [`mails to ${value}`, 'Leave action.email.to to the user.']
          : undefined,
      ),
  },
  {
    id: 'sidecar_search_is_described',
    about: 'Every search has a description.',
    severity: ADVISED,
    check: (app) =>
      stanzaFaults(app, 'savedsearches', ({ settings }) =>
        (settings['description'] ?? '') === ''
          ? ['lacks a description', 'Say what the search is for.']
          : undefined,
      ),
  },
  {
    id: 'sidecar_search_is_off',
    about: 'No scheduled search runs before somebody turns it on.',
    severity: ADVISED,
    check: (app) =>
      stanzaFaults(app, 'savedsearches', ({ settings }) =>
        isScheduled(settings) && !isOn(settings['disabled']) ? ['is on', 'Set disabled = 1.'] : undefined,
      ),
  },
  {
    id: 'sidecar_detection_has_filter',
    about: 'A search that raises alerts ends in a macro by which a user leaves out what he knows.',
    severity: ADVISED,
    check: (app) =>
      stanzaFaults(app, 'savedsearches', ({ settings }) =>
        isOn(settings['alert.track']) && !/`\w+_filter`\s*$/.test(settings['search'] ?? '')
          ? ['does not end in a macro NAME_filter', 'Add one, defined as search *.']
          : undefined,
      ),
  },
];

function isScheduled(settings: Readonly<Record<string, string>>): boolean {
  return isOn(settings['enableSched']);
}
