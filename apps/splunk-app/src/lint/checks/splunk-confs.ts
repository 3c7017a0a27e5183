/** Names of the configuration files that Splunk itself defines; any other is an app's own. */
export const splunkConfs: ReadonlySet<string> = new Set(
  (
    'alert_actions app audit authentication authorize bookmarks checklist collections commands conf datamodels datatypesbnf ' +
    'default-mode deployment deploymentclient distsearch event_renderers eventdiscoverer eventtypes federated field_filters fields ' +
    'global-banner health indexes inputs instance instrumentation limits literals livetail macros messages metric_alerts ' +
    'metric_rollups multikv outputs passwords procmon-filters props pubsub restmap rolling_upgrade savedsearches searchbnf ' +
    'segmenters server serverclass source-classifier sourcetypes splunk-launch tags telemetry times transactiontypes transforms ' +
    'ui-prefs ui-tour user-prefs user-seed viewstates visualizations web web-features wmi workflow_actions workload_policy ' +
    'workload_pools workload_rules'
  ).split(' '),
);
