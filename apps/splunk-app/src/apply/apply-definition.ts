import { aloneTables, type BehaviorModel, type DecisionOptions } from '@sidecar/scoring';
import type { AppMacro } from '../app-content.ts';
import { accountLookup, hourLookup, noisyLayers, rateLookup } from './account-lookup.ts';
import type { ApplyLookup } from './apply-lookup.ts';
import { applyMacros } from './apply-macros.ts';
import { behaviourLookup } from './behaviour-lookup.ts';
import { eventLookup } from './event-lookup.ts';
import { habitLookup, peerLookup, valueLookup } from './facet-lookups.ts';
import { quantileLookup } from './quantile-lookup.ts';
import { hourOfWeek } from './week-spl.ts';

const YEAR_MS = 366 * 86_400_000;
const YEARS_AHEAD = 10;

/** A model in SPL. */
export interface ApplyDefinition {
  readonly macros: readonly AppMacro[];
  readonly lookups: readonly ApplyLookup[];
}

/**
 * A model as lookups and macros, of which `sidecar_apply` gives an event what `createAloneScorer` of `@sidecar/scoring` gives it: cluster, the
 * surprise of each layer, raw score, p-value, score and flags.
 *
 * What comes from events (names of accounts, machines, processes) stands in cells of lookups alone; macros hold numbers and our own words.
 *
 * @throws RangeError if the model is damaged, or was made with other facets or rates than this version knows.
 */
export function applyDefinition(model: BehaviorModel, decision: DecisionOptions): ApplyDefinition {
  const tables = aloneTables(model, decision);
  const accounts = [...tables.accounts];
  const noisy = noisyLayers(model);
  const { firstTime, lastTime } = model.training;
  const week = hourOfWeek({
    timeZone: model.settings.timeZone,
    from: firstTime - YEAR_MS,
    until: lastTime + YEARS_AHEAD * YEAR_MS,
  });
  return {
    macros: applyMacros(model, { tables, others: accounts.at(-1)!, noisy, decision, hourOfWeek: week }),
    lookups: [
      eventLookup(),
      accountLookup(accounts, noisy),
      hourLookup(accounts, tables.organisationHours),
      rateLookup(accounts),
      behaviourLookup(tables),
      peerLookup(tables),
      quantileLookup(model.calibration),
      ...tables.facets.flatMap((facet) => [valueLookup(facet, tables), habitLookup(facet)]),
    ],
  };
}
