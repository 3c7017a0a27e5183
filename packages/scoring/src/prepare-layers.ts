import { type AccountKind, RATE_BINS } from '@sidecar/features';
import { accountTables, type AccountTables } from './account-tables.ts';
import type { ClusterTables } from './cluster-tables.ts';
import type { CodedHistory, HistoryCounts } from './history/coded-history.ts';
import {
  clusterLayers,
  FIRST_RATE_LAYER,
  HOUR_LAYER,
  hourLayers,
  ORGANISATION_HOUR_LAYER,
  rateLayers,
} from './layer-names.ts';
import { layersOfLook, type LookAlike, type LookLayers } from './look-layers.ts';
import { organisationTables } from './organisation-tables.ts';
import { createPeers } from './peers.ts';
import { temper } from './temper-surprises.ts';

/** Whether any account succeeded with a value of a facet. */
export type KnownValues = (facet: number, value: string) => boolean;

export interface LayerTables {
  /** What they were made of. */
  readonly counts: HistoryCounts;
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

/** Tables of accounts in memory, about 4 kB each; at one more all are forgotten. */
const MOST_REMEMBERED = 8192;

/**
 * Turns counts into tables of surprises, so that judging an event is a few dozen lookups. The organisation's tables are
 * made at once, an account's or a machine's when its first event comes.
 *
 * @param counts - All of the history, or what is left of it without a part.
 * @param clusters - Made once, for all tables of a model.
 * @param kindOf - Kind of an account.
 */
export function prepareLayers(
  history: CodedHistory,
  counts: HistoryCounts,
  clusters: ClusterTables,
  kindOf: (user: string) => AccountKind,
): LayerTables {
  const organisation = organisationTables(history, counts);
  const lookTables = { organisation, peers: createPeers(history, counts) };
  const made = new Map<number, AccountTables>();
  // All accounts that were never seen are alike, but for their kind.
  const strangers = new Map<AccountKind, AccountTables>();
  return {
    counts,
    known: (facet, value) => organisation.facets[facet]!.table.isKnown(history.codeOf(facet, value)),
    lookOf: (look) => {
      const places = history.lookOf(look);
      return layersOfLook(look, places, accountTablesOf(places.row, look.user), lookTables);
    },
    addRates: (surprises, rates, look) => {
      const own = look.account.rates;
      for (let r = 0; r < rates.length; r++)
        surprises[FIRST_RATE_LAYER + r] = own[RATE_BINS * r + rates[r]!]!;
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

  function accountTablesOf(row: number, user: string): AccountTables {
    return row >= 0 ? tablesOfRow(row, user) : tablesOfStranger(kindOf(user));
  }

  function tablesOfRow(row: number, user: string): AccountTables {
    let tables = made.get(row);
    if (tables === undefined) {
      tables = accountTables(row, kindOf(user), clusters.k, counts, organisation);
      if (made.size >= MOST_REMEMBERED) made.clear();
      made.set(row, tables);
    }
    return tables;
  }

  function tablesOfStranger(kind: AccountKind): AccountTables {
    let tables = strangers.get(kind);
    if (tables === undefined)
      strangers.set(kind, (tables = accountTables(-1, kind, clusters.k, counts, organisation)));
    return tables;
  }
}
