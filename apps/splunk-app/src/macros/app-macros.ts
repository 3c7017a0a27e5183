import type { AppMacro, AppOptions } from '../app-content.ts';

/** Where the events are, which records are current, and what the detections take for much. */
export function appMacros({ index, sourcetype }: AppOptions): readonly AppMacro[] {
  return [
    {
      name: 'sidecar_index',
      definition: `index=${index} sourcetype="${sourcetype}"`,
      description: 'Where the authentication events are. Change it if they are somewhere else.',
    },
    {
      name: 'sidecar_epoch(1)',
      args: ['text'],
      definition: 'strptime(substr($text$, 1, 19) . "+0000", "%Y-%m-%dT%H:%M:%S%z")',
      description:
        'Epoch seconds, whole, of a time as the collections hold it (ISO 8601 in UTC), whatever the time zone of who searches.',
    },
    {
      name: 'sidecar_minimum_score',
      definition: '99',
      description:
        'From which score on, 0 to 100, an event is worth a look: the share of quiet events that score lower.',
    },
    {
      name: 'sidecar_minimum_risk',
      definition: '60',
      description: 'From which risk on, 0 to 100, an incident is worth an alert.',
    },
    {
      name: 'sidecar_lookback',
      definition: '"-24h"',
      description: 'How far back the detections look, as a time modifier in quotation marks.',
    },
    {
      name: 'sidecar_rejected_share_limit',
      definition: '0.01',
      description: 'Which share of lines, 0 to 1, may be rejected before somebody is told.',
    },
    {
      name: 'sidecar_privileged_accounts',
      definition: '(user="adm*" OR user="*admin*" OR user="root" OR user="*_adm" OR user="da-*")',
      description:
        'Accounts with special rights, as a search: adapt it to how they are named, or read a lookup with a subsearch.',
    },
    {
      name: 'sidecar_service_accounts',
      definition: '(user="svc*" OR user="*_svc" OR user="*service*" OR user="sql*")',
      description: 'Accounts that programs use, as a search: adapt it to how they are named.',
    },
  ];
}
