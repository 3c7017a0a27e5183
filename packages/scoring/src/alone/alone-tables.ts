import { type AccountKind, facetNames } from '@sidecar/features';
import type { BehaviorModel } from '../behavior-model.ts';
import { clusterTables } from '../cluster-tables.ts';
import type { DecisionOptions } from '../decide.ts';
import { type CodedHistory, codedHistory } from '../history/coded-history.ts';
import { entryOf } from '../history/column.ts';
import { kindsIn } from '../history/kinds-in.ts';
import { type OrganisationTables, organisationTables } from '../organisation-tables.ts';
import { createPeers, type Peers } from '../peers.ts';
import { createAlertLimits } from '../recent/alert-limits.ts';
import { type AloneAccount, aloneAccounts } from './alone-account.ts';
import { type AloneFacet, aloneFacets } from './alone-facet.ts';
import { type AloneShare, aloneShares } from './alone-share.ts';

/** What an account's peers foresee: the surprise of a destination that is new to the account changes by `shift`. */
export interface AloneShift {
  readonly account: number;
  readonly destination: string;
  readonly shift: number;
}

/** Where a behaviour row lies, by its number (`behaviourCode`). */
export interface AlonePlace {
  readonly cluster: number;
  /** Of its distance to the centroid. */
  readonly surprise: number;
}

/** Everything that decides the score of an event by itself, as `createAloneScorer` gives it, in tables of plain values. */
export interface AloneTables {
  /** All accounts of the model, by number from 0; then one for all others, with the number -1 and no name. Gone through once. */
  readonly accounts: Iterable<AloneAccount>;
  /** One per `facetNames`. */
  readonly facets: readonly AloneFacet[];
  /** By account, destinations at which it never succeeded and a peer of it did. */
  readonly shifts: Iterable<AloneShift>;
  /** How much of a surprise beyond the ordinary is kept, by layer (`layerNames`). */
  readonly shares: readonly AloneShare[];
  /** Surprise of each hour of the week for the organisation, and for accounts without a history; length 168. */
  readonly organisationHours: Float64Array;
  /** Number of clusters. */
  readonly k: number;
  placeOf(behaviourCode: number): AlonePlace;
  /** Surprise of a signature in each cluster; of one that no event had if its name is undefined. */
  signatureInClusters(signature?: string): readonly number[];
  /** Surprise of a failure of an account that never succeeded. */
  readonly strangerSurprise: number;
  /** In the modes `budget` and `fdr`: up to which p-value an event is an alert. Else 0. */
  readonly alertLimit: number;
}

/** What the tables are made of. */
export interface AloneSources {
  readonly model: BehaviorModel;
  readonly history: CodedHistory;
  readonly organisation: OrganisationTables;
  readonly peers: Peers;
  readonly k: number;
  readonly kindOf: (user: string) => AccountKind;
  /** Epoch ms of the last event of each account. */
  readonly lastSeen: ReadonlyMap<string, number>;
}

const DESTINATION = facetNames.indexOf('destination');

/**
 * The tables by which a model judges an event by itself: for who cannot run the code, such as a search with lookups.
 *
 * @throws RangeError if the model is damaged, or was made with other facets or rates than this version knows.
 */
export function aloneTables(model: BehaviorModel, decision: DecisionOptions): AloneTables {
  const history = codedHistory(
    model.history.spans.map(({ baseline }) => baseline),
    model.settings.timeZone,
  );
  const organisation = organisationTables(history, history.all);
  const clusters = clusterTables(model.clusters);
  const peers = createPeers(history, history.all);
  const lastSeen = new Map(model.rateState.silence.map(([user, last]) => [user, last]));
  const sources = { model, history, organisation, peers, k: clusters.k, kindOf: kindsIn(history), lastSeen };
  return {
    accounts: aloneAccounts(sources),
    facets: aloneFacets(sources),
    shifts: shiftsOf(sources),
    shares: aloneShares(),
    organisationHours: organisation.hourSurprise,
    k: clusters.k,
    placeOf: (code) => ({
      cluster: clusters.placeOf(code).cluster,
      surprise: clusters.distanceSurprise(code),
    }),
    signatureInClusters: (signature) =>
      Array.from({ length: clusters.k }, (_, c) => clusters.signatureSurprise(signature ?? UNKNOWN, c)),
    strangerSurprise: organisation.strangerSurprise,
    alertLimit: alertLimitOf(model, decision),
  };
}

/** No signature: these have a slash in them. */
const UNKNOWN = '';

function* shiftsOf({ history, peers }: AloneSources): Generator<AloneShift> {
  const { shape, succeeded } = history.all.facets[DESTINATION]!;
  for (let account = 0; account < history.accounts.length; account++) {
    for (const code of peers.foreseenBy(account)) {
      const entry = entryOf(shape, account, code);
      if (entry >= 0 && succeeded[entry]! > 0) continue;
      const shift = peers.shiftOf(account, code);
      yield { account, destination: history.valueOf(DESTINATION, code), shift };
    }
  }
}

/** Of an event before which there was none. */
function alertLimitOf(model: BehaviorModel, decision: DecisionOptions): number {
  const noEvent = {
    user: '',
    time: 0,
    failed: false,
    slot: 0,
    facets: facetNames.map(() => null),
    rates: new Uint8Array(0),
    returnBin: null,
  };
  return createAlertLimits(model, decision).limitOf(noEvent, Number.MIN_VALUE);
}
