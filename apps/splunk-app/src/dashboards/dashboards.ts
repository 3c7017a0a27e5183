import type { AppOptions, View } from '../app-content.ts';
import { authentication } from './authentication/authentication.ts';
import type { Dashboard } from './dashboard.ts';
import { feedback } from './feedback/feedback.ts';
import { incidents } from './incidents/incidents.ts';
import { modelHealth } from './model-health/model-health.ts';
import { user } from './user/user.ts';
import { viewOf } from './view-of.ts';

/**
 * All dashboards, in the order of the navigation, with what tests ask of their panels.
 *
 * The tabs of the original share their four inputs, so they are tabs of one dashboard. The others have inputs, readers and links of their own: an
 * incident or a workflow action opens the page of one account by its address, and who runs the sidecar need not load what analysts look at.
 */
export const dashboards = (options: AppOptions): readonly Dashboard[] => [
  incidents(options),
  authentication(options),
  user(options),
  modelHealth(options),
  feedback(options),
];

/** The dashboards as Splunk reads them. */
export const views = (options: AppOptions): readonly View[] => dashboards(options).map(viewOf);
