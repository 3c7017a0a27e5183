import type { AppOptions } from '../../app-content.ts';
import type { Dashboard } from '../dashboard.ts';
import { choiceInput, minimumInput, timeInput } from '../inputs.ts';
import { anomalyTab } from './anomaly-tab.ts';
import { authenticationSources } from './authentication-sources.ts';
import { behaviorTab } from './behavior-tab.ts';
import { clusterTab } from './cluster-tab.ts';

/** The dashboard of the original under its own name: three tabs that share their inputs. */
export const authentication = (options: AppOptions): Dashboard => ({
  name: 'sidecar_authentication',
  label: 'Authentication ML Anomaly Detection',
  description: 'Scored authentication events: who logged on how, in which clusters, and what stood out',
  tabs: [behaviorTab(options), clusterTab(), anomalyTab(options)],
  sources: authenticationSources,
  inputs: {
    input_time: timeInput(),
    input_user: choiceInput('Account', { token: 'user', source: 'accounts', everything: 'All accounts' }),
    input_cluster: choiceInput('Cluster', {
      token: 'cluster',
      source: 'clusters',
      everything: 'All clusters',
    }),
    input_score: minimumInput('Minimum score', 'score'),
  },
});
