import { type Facets, facetNames, lookCode } from '@sidecar/features';
import type { AccountTables } from './account-tables.ts';
import {
  FIRST_FACET_LAYER,
  FIRST_ORGANISATION_LAYER,
  FIRST_SIDE_LAYER,
  layerNames,
  lookLayers,
  STRANGER_LAYER,
} from './layer-names.ts';
import { type Peers, shifted } from './peers.ts';
import { expectNewMachines, temper, type Temper } from './temper-surprises.ts';
import { type ValueSurprises, valueSurprises, type ValueTables } from './value-surprises.ts';

/** An account, an outcome and facets: what an event looks like without its time. */
export interface LookAlike {
  readonly user: string;
  readonly failed: boolean;
  readonly facets: Facets;
}

/** What the tables say of all events that look alike. */
export interface LookLayers extends Temper {
  readonly account: AccountTables;
  /** Of the layers that the look alone decides (`lookLayers`), final; what the others hold means nothing. */
  readonly surprises: readonly number[];
  /** Facets whose value the account never succeeded with. */
  readonly unknown: readonly number[];
  /** `lookCode` of it. */
  readonly code: number;
  readonly signature: string | null;
}

/** What a look is judged by. */
export interface LookTables extends ValueTables {
  readonly peers: Peers;
}

const SIGNATURE = facetNames.indexOf('signature');
const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');
/** Of a facet that the event does not have. */
const absent: ValueSurprises = { own: Number.NaN, organisation: Number.NaN, side: Number.NaN, isKnown: true };
/** Not whole numbers, so that lists made of it are lists of doubles from the start. */
const blank: readonly number[] = layerNames.map(() => 0.5);

export function layersOfLook(
  { user, failed, facets }: LookAlike,
  account: AccountTables,
  tables: LookTables,
): LookLayers {
  const { organisation, peers } = tables;
  const surprises = blank.slice();
  const unknown: number[] = [];
  for (let f = 0; f < facets.length; f++) {
    const value = facets[f]!;
    const of = value === null ? absent : valueSurprises(f, value, user, account, tables);
    surprises[FIRST_FACET_LAYER + f] = of.own;
    surprises[FIRST_ORGANISATION_LAYER + f] = of.organisation;
    if (f === SOURCE) surprises[FIRST_SIDE_LAYER] = of.side;
    if (f === DESTINATION) surprises[FIRST_SIDE_LAYER + 1] = of.side;
    if (!of.isKnown) unknown.push(f);
  }
  // Of failures nothing is foreseen: guessers try everything everywhere.
  if (!failed && unknown.includes(DESTINATION)) {
    const shift = peers.shiftOf(user, facets[DESTINATION]!);
    for (const j of [FIRST_FACET_LAYER + DESTINATION, FIRST_SIDE_LAYER + 1])
      surprises[j] = shifted(surprises[j]!, shift);
  }
  // A failure of an account that never succeeded.
  const isStranger = failed && (account.counts?.succeeded.events ?? 0) === 0;
  surprises[STRANGER_LAYER] = isStranger ? organisation.strangerSurprise : Number.NaN;
  const source = facets[SOURCE] ?? null;
  const isAtHome = source !== null && !unknown.includes(SOURCE);
  const { trust } = account;
  temper(surprises, lookLayers, { failed, isAtHome, trust });
  if (!failed && account.counts === undefined) expectNewMachines(surprises);
  return {
    account,
    surprises,
    unknown,
    code: lookCode(facets, failed, account.kind),
    signature: facets[SIGNATURE] ?? null,
    failed,
    isAtHome,
    trust,
  };
}
