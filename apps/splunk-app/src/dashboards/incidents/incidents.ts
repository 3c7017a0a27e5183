import type { AppOptions } from '../../app-content.ts';
import type { Dashboard } from '../dashboard.ts';
import { choiceInput, minimumInput, timeInput } from '../inputs.ts';
import { incidentDetails } from './incident-details.ts';
import { incidentOverview } from './incident-overview.ts';
import { incidentSources } from './incident-sources.ts';

/** Where an analyst begins: what to look at first, and why. */
export const incidents = (options: AppOptions): Dashboard => ({
  name: 'sidecar_incidents',
  label: 'Incidents',
  description: 'Outliers that belong together, ranked by risk, down to the reasons of each event',
  tabs: [
    {
      id: 'incidents_grid',
      label: 'Incidents',
      rows: [...incidentOverview(options), ...incidentDetails(options)],
    },
  ],
  sources: incidentSources,
  inputs: {
    input_time: timeInput(),
    input_user: choiceInput('Account', { token: 'user', source: 'accounts', everything: 'All accounts' }),
    input_risk: minimumInput('Minimum risk', 'risk'),
  },
  tokens: { incident: '*', event: '*' },
});
