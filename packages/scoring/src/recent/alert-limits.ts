import { facetNames, type Observation } from '@sidecar/features';
import { type AlertRates, limitFor } from '../alert-rates.ts';
import type { DecisionOptions } from '../decide.ts';
import { createFalseDiscoveryWindow, type FalseDiscoveryState, windowFor } from './false-discovery-window.ts';
import { createRepeatedAlerts, type RepeatedAlertsState } from './repeated-alerts.ts';

/** Fresh days hold rare p-values up to twice as often as the held-out days that they were learned from (docs/decisions.md). */
const OPTIMISM = 2;
const SOURCE = facetNames.indexOf('source');

/** Plain data, of the mode that was followed. */
export interface AlertLimitState {
  readonly repeated?: RepeatedAlertsState;
  readonly discoveries?: FalseDiscoveryState;
}

/** Follows what the modes `budget` and `fdr` go by. */
export interface AlertLimits {
  /** Up to which p-value this event is an alert, which it then counts as; events come in time order. 0 in modes that go by thresholds. */
  limitOf(observation: Observation, pValue: number): number;
  state(): AlertLimitState;
}

export function createAlertLimits(
  model: { readonly alertRates: AlertRates; readonly thresholds: { readonly eventsPerDay: number } },
  { outlierMode, alertsPerDay, fdrLevel = 0.1 }: DecisionOptions,
  from: AlertLimitState = {},
): AlertLimits {
  if (outlierMode === 'budget') {
    const limit = limitFor(model.alertRates, alertsPerDay);
    const repeated = createRepeatedAlerts(from.repeated);
    return {
      limitOf: (observation, pValue) => {
        const { user, time, facets } = observation;
        const event = { user, time, source: facets[SOURCE] ?? null };
        const own = limit * repeated.shareFor(event);
        if (pValue <= own) repeated.add(event);
        return own;
      },
      state: () => ({ repeated: repeated.state() }),
    };
  }
  if (outlierMode === 'fdr') {
    const events = windowFor(model.thresholds.eventsPerDay);
    const window = createFalseDiscoveryWindow({ level: fdrLevel / OPTIMISM, events }, from.discoveries);
    return {
      limitOf: ({ user }, pValue) => window.observe(user, pValue),
      state: () => ({ discoveries: window.state() }),
    };
  }
  return { limitOf: () => 0, state: () => ({}) };
}
