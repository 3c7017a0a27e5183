import { facetNames } from '@sidecar/features';
import type { accountAtMachine } from './account-at-machine.ts';
import type { AccountTables } from './account-tables.ts';
import { facetSurprise } from './facet-table.ts';
import type { OrganisationTables } from './organisation-tables.ts';

/** What is to be said of an account with one value of one facet. */
export interface ValueSurprises {
  /** Of the value given the account, and by the share of all events that have it. */
  readonly own: number;
  readonly organisation: number;
  /** Of the account given the value, if that is a source or destination; else NaN. */
  readonly side: number;
  /** Whether the account succeeded with it. */
  readonly isKnown: boolean;
}

export interface ValueTables {
  readonly organisation: OrganisationTables;
  readonly atSource: ReturnType<typeof accountAtMachine>;
  readonly atDestination: ReturnType<typeof accountAtMachine>;
}

const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');
/** Values of one facet that are remembered of an account; then all are forgotten. */
const MOST_VALUES = 4096;

/** Each is worked out once of an account with a history: its events share most of their values. */
export function valueSurprises(
  f: number,
  value: string,
  user: string,
  account: AccountTables,
  tables: ValueTables,
): ValueSurprises {
  if (account.counts === undefined) return made(f, value, user, account, tables);
  const values = (account.values[f] ??= new Map());
  let known = values.get(value);
  if (known === undefined) {
    known = made(f, value, user, account, tables);
    if (values.size >= MOST_VALUES) values.clear();
    values.set(value, known);
  }
  return known;
}

function made(
  f: number,
  value: string,
  user: string,
  account: AccountTables,
  { organisation, atSource, atDestination }: ValueTables,
): ValueSurprises {
  const table = organisation.facets[f]!;
  return {
    own: facetSurprise(value, account.facets[f]!, table),
    organisation: table.eventSurprise(value),
    side: f === SOURCE ? atSource(value, user) : f === DESTINATION ? atDestination(value, user) : Number.NaN,
    isKnown: account.counts?.succeeded.facets[f]!.has(value) ?? false,
  };
}
