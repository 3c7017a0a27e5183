import type { AppMacro, AppOptions, SavedSearch, View } from '../app-content.ts';
import { views } from '../dashboards/dashboards.ts';
import { appMacros } from '../macros/app-macros.ts';
import { dashboardMacros } from '../macros/dashboard-macros.ts';
import { detectionMacros } from '../macros/detection-macros.ts';
import { feedbackMacros } from '../macros/feedback-macros.ts';
import { summaryMacros } from '../macros/summary-macros.ts';
import { detectionSearches } from '../searches/detection-searches.ts';
import { feedbackSearches } from '../searches/feedback-searches.ts';
import { summarySearches } from '../searches/summary-searches.ts';

/** Everything that Splunk runs or shows, from the lists of the flows. */
export interface AppContent {
  readonly searches: readonly SavedSearch[];
  readonly macros: readonly AppMacro[];
  readonly views: readonly View[];
}

/** What an app of these options holds; whoever adds a list of searches, macros or views names it here. */
export function appContentOf(options: AppOptions): AppContent {
  return {
    searches: [...detectionSearches(), ...feedbackSearches(options), ...summarySearches(options)],
    macros: [
      ...appMacros(options),
      ...dashboardMacros(options),
      ...detectionMacros(),
      ...feedbackMacros(),
      ...summaryMacros(options),
    ],
    views: views(options),
  };
}
