import type { AccountCounts, AccountKind, Baseline } from '@sidecar/features';
import { accountTables, type AccountTables } from './account-tables.ts';
import { accountAtMachine } from './account-at-machine.ts';
import type { ClusterTables } from './cluster-tables.ts';
import { familiarity } from './familiarity.ts';
import { type KnownValues, knownValues } from './known-values.ts';
import {
  clusterLayers,
  FIRST_RATE_LAYER,
  HOUR_LAYER,
  hourLayers,
  ORGANISATION_HOUR_LAYER,
  rateLayers,
} from './layer-names.ts';
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
  /** Fills in the surprises of `rateLayers`. */
  addRates(surprises: number[], rates: Uint8Array, look: LookLayers): void;
  /** Fills in the surprises of `hourLayers`. */
  addHour(surprises: number[], slot: number, look: LookLayers): void;
  /** Fills in the surprises of `clusterLayers`, and tells the cluster. @param code - Number of the behaviour row. */
  addCluster(surprises: number[], code: number, look: LookLayers): number;
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
  const tablesOf = (counts: AccountCounts | undefined, kind: AccountKind): AccountTables =>
    accountTables(counts, kind, clusters.k, organisation, weighting);
  const known = createBoundedMap<AccountTables>(MOST_REMEMBERED);
  // All accounts that were never seen are alike, but for their kind.
  const strangers = new Map<AccountKind, AccountTables>();
  const accountTablesOf = (user: string): AccountTables => {
    const counts = baseline.accounts.get(user);
    const kind = kindOf(user);
    const made = counts === undefined ? strangers.get(kind) : known.get(user);
    const tables = made ?? tablesOf(counts, kind);
    if (counts !== undefined) known.touch(user, tables);
    else if (made === undefined) strangers.set(kind, tables);
    return tables;
  };
  const lookTables: LookTables = {
    organisation,
    peers: createPeers(baseline),
    atSource: accountAtMachine(organisation.sources),
    atDestination: accountAtMachine(organisation.destinations),
  };
  return {
    baseline,
    known: knownValues(baseline),
    lookOf: (look) => layersOfLook(look, accountTablesOf(look.user), lookTables),
    addRates: (surprises, rates, look) => {
      const bins = look.account.rates;
      for (let r = 0; r < rates.length; r++) surprises[FIRST_RATE_LAYER + r] = bins[r]![rates[r]!]!;
      temper(surprises, rateLayers, look);
    },
    addHour: (surprises, slot, look) => {
      surprises[HOUR_LAYER] = look.account.hourAt(slot);
      surprises[ORGANISATION_HOUR_LAYER] = organisation.hourSurprise[slot]!;
      temper(surprises, hourLayers, look);
    },
    addCluster: (surprises, code, look) => {
      const { account, signature } = look;
      const { cluster } = clusters.placeOf(code);
      surprises[0] = clusters.distanceSurprise(code);
      surprises[1] = account.clusters[cluster]!;
      surprises[2] = signature === null ? Number.NaN : clusters.signatureSurprise(signature, cluster);
      temper(surprises, clusterLayers, look);
      return cluster;
    },
  };
}
