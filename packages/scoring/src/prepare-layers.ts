import { type AccountKind, type Baseline, hourCode, type Observation } from '@sidecar/features';
import { accountTables } from './account-tables.ts';
import { accountAtMachine } from './account-at-machine.ts';
import type { ClusterTables } from './cluster-tables.ts';
import { familiarity } from './familiarity.ts';
import { type KnownValues, knownValues } from './known-values.ts';
import { eventLayers, FIRST_RATE_LAYER, HOUR_LAYER, ORGANISATION_HOUR_LAYER } from './layer-names.ts';
import { layersOfLook, type LookAlike, type LookLayers, type LookTables } from './look-layers.ts';
import { organisationTables } from './organisation-tables.ts';
import { createPeers } from './peers.ts';
import { createBoundedMap } from './recent/bounded-map.ts';
import { temper } from './temper-surprises.ts';

export interface LayerTables {
  readonly baseline: Baseline;
  readonly known: KnownValues;
  /** What is to be said of all events that look alike; worked out anew each time. */
  lookOf(look: LookAlike): LookLayers;
  /** Fills in the surprises that depend on when the event comes (`eventLayers`), and tells its cluster. */
  addEventLayers(surprises: number[], observation: Observation, look: LookLayers): number;
}

/** Tables of accounts in memory, about 10 kB each. */
const MOST_REMEMBERED = 20_000;

/**
 * Turns counts into tables of surprises, so that judging an event is a few dozen lookups. The organisation's tables are
 * made at once, an account's or a machine's when its first event comes.
 *
 * @param clusters - Made once, for all tables of a model.
 * @param kindOf - Kind of an account.
 */
export function prepareLayers(
  baseline: Baseline,
  clusters: ClusterTables,
  kindOf: (user: string) => AccountKind,
): LayerTables {
  const weighting = familiarity(baseline);
  const organisation = organisationTables(baseline, weighting);
  const accountTablesOf = remembered((user: string) =>
    accountTables(baseline.accounts.get(user), kindOf(user), clusters.k, organisation, weighting),
  );
  const known = knownValues(baseline);
  const lookTables: LookTables = {
    organisation,
    peers: createPeers(baseline),
    atSource: accountAtMachine(organisation.sources),
    atDestination: accountAtMachine(organisation.destinations),
  };
  return {
    baseline,
    known,
    lookOf: (look) => layersOfLook(look, accountTablesOf(look.user), lookTables),
    addEventLayers,
  };

  function addEventLayers(surprises: number[], observation: Observation, look: LookLayers): number {
    const { slot, rates } = observation;
    const { account, signature } = look;
    const code = look.code + hourCode(slot, rates);
    const { cluster } = clusters.placeOf(code);
    surprises[0] = clusters.distanceSurprise(code);
    surprises[1] = account.clusters[cluster]!;
    surprises[2] = signature === null ? Number.NaN : clusters.signatureSurprise(signature, cluster);
    surprises[HOUR_LAYER] = account.hourAt(slot);
    surprises[ORGANISATION_HOUR_LAYER] = organisation.hourSurprise[slot]!;
    for (let r = 0; r < rates.length; r++) surprises[FIRST_RATE_LAYER + r] = account.rates[r]![rates[r]!]!;
    temper(surprises, eventLayers, look);
    return cluster;
  }
}

/** What was made for a key is kept for those met last. */
function remembered<V>(make: (key: string) => V): (key: string) => V {
  const made = createBoundedMap<V>(MOST_REMEMBERED);
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.touch(key, value);
    return value;
  };
}
