import type { AppFile, AppOptions } from '../app-content.ts';
import { confFile } from './conf-file.ts';

/** What the menu of an event or of a field offers. Splunk encodes the values in an address, and escapes those after `$!` in a search. */
export function workflowActionsConf({ name }: AppOptions): AppFile {
  const shown = { display_location: 'both' };
  return confFile('workflow_actions', 'What the menus of events and fields offer.', [
    {
      name: 'sidecar_feedback',
      comment: 'For scored events, which have a record_key.',
      settings: {
        type: 'link',
        label: 'Sidecar: record a verdict on this event',
        fields: 'record_key',
        'link.method': 'get',
        'link.target': 'blank',
        'link.uri': `/app/${name}/sidecar_feedback?form.event_key=$record_key$`,
        ...shown,
      },
    },
    {
      name: 'sidecar_user',
      settings: {
        type: 'link',
        label: 'Sidecar: what is usual for $user$?',
        fields: 'user',
        'link.method': 'get',
        'link.target': 'blank',
        'link.uri': `/app/${name}/sidecar_user?form.user=$user$`,
        ...shown,
      },
    },
    {
      name: 'sidecar_scores',
      comment: 'From an event as it was logged to its score.',
      settings: {
        type: 'search',
        label: 'Sidecar: how were the events of $user$ scored?',
        fields: 'user',
        'search.app': name,
        'search.target': 'blank',
        'search.search_string':
          '| `sidecar_published(auth_events)` | where user="$!user$" | sort 100 - score | table TimeCreated, user, src, dest, signature, score, sentence, record_key',
        ...shown,
      },
    },
  ]);
}
