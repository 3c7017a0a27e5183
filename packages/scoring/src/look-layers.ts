import { type Facets, facetNames, lookCode } from '@sidecar/features';
import type { AccountTables } from './account-tables.ts';
import type { CodedLook } from './history/coded-looks.ts';
import {
  FIRST_FACET_LAYER,
  FIRST_ORGANISATION_LAYER,
  FIRST_SIDE_LAYER,
  layerNames,
  lookLayers,
  STRANGER_LAYER,
} from './layer-names.ts';
import type { OrganisationTables } from './organisation-tables.ts';
import { type Peers, shifted } from './peers.ts';
import { expectNewMachines, temper, type Temper } from './temper-surprises.ts';

/** An account, an outcome and facets: what an event looks like without its time. */
export interface LookAlike {
  readonly user: string;
  readonly failed: boolean;
  readonly facets: Facets;
}

/** What the tables say of all events that look alike. */
export interface LookLayers extends Temper {
  readonly account: AccountTables;
  /** Of the layers that the look alone decides (`lookLayers`), final; what the others hold means nothing. Whoever asked may change it. */
  readonly surprises: number[];
  /** Facets whose value the account never succeeded with. */
  readonly unknown: readonly number[];
  /** `lookCode` of it. */
  readonly code: number;
  readonly signature: string | null;
}

/** What a look is judged by. */
export interface LookTables {
  readonly organisation: OrganisationTables;
  readonly peers: Peers;
}

const SIGNATURE = facetNames.indexOf('signature');
const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');
/** NaN of a facet that the event does not have. No whole numbers, so that lists made of it are lists of doubles from the start. */
const blank: readonly number[] = layerNames.map(() => Number.NaN);

/** @param places - Where the look is in the history. */
export function layersOfLook(
  { failed, facets }: LookAlike,
  { places }: CodedLook,
  account: AccountTables,
  { organisation, peers }: LookTables,
): LookLayers {
  const { row } = account;
  const surprises = blank.slice();
  const unknown: number[] = [];
  let destination = -1;
  for (let f = 0; f < facets.length; f++) {
    if (facets[f] === null) continue;
    const { column, table, ofAccounts } = organisation.facets[f]!;
    const code = places[2 * f]!;
    const entry = places[2 * f + 1]!;
    surprises[FIRST_FACET_LAYER + f] = ofAccounts.at(row, entry, code);
    surprises[FIRST_ORGANISATION_LAYER + f] = table.eventSurprise(code);
    if (f === SOURCE) surprises[FIRST_SIDE_LAYER] = organisation.atSource.at(row, entry, code);
    if (f === DESTINATION) {
      surprises[FIRST_SIDE_LAYER + 1] = organisation.atDestination.at(row, entry, code);
      destination = code;
    }
    if (entry < 0 || column.succeeded[entry] === 0) unknown.push(f);
  }
  // Of failures nothing is foreseen: guessers try everything everywhere.
  if (!failed && unknown.includes(DESTINATION)) {
    const shift = peers.shiftOf(row, destination);
    for (const j of [FIRST_FACET_LAYER + DESTINATION, FIRST_SIDE_LAYER + 1])
      surprises[j] = shifted(surprises[j]!, shift);
  }
  // A failure of an account that never succeeded.
  const isStranger = failed && account.successes === 0;
  if (isStranger) surprises[STRANGER_LAYER] = organisation.strangerSurprise;
  const source = facets[SOURCE] ?? null;
  const isAtHome = source !== null && !unknown.includes(SOURCE);
  const { trust } = account;
  temper(surprises, lookLayers, { failed, isAtHome, trust });
  if (!failed && account.events === 0) expectNewMachines(surprises);
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
