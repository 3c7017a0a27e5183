import { type FacetName, facetNames } from '@sidecar/features';
import type { AccountAtMachine } from '../account-at-machine.ts';
import type { CodedHistory } from '../history/coded-history.ts';
import type { FacetTables, OrganisationTables } from '../organisation-tables.ts';

/** What tables hold of a value of a facet. */
export interface AloneValue {
  readonly value: string;
  /** How odd it is that a value new to an account is this one, in (0, 1]. */
  readonly newP: number;
  /** Surprise for the organisation. */
  readonly surprise: number;
  /** Whether anybody succeeded with it. */
  readonly isKnown: boolean;
  /** Of a source and a destination: how likely the next account there is one that never was. */
  readonly newAccount: number | undefined;
}

/** What tables hold of a value that an account had. */
export interface AloneHabit {
  readonly account: number;
  readonly value: string;
  /** Surprise given the account. */
  readonly surprise: number;
  /** Whether the account succeeded with it. */
  readonly isKnown: boolean;
  /** Of a source and a destination: surprise of the account given the machine. */
  readonly accountSurprise: number | undefined;
}

/** What tables hold of one facet. A value without a habit has the surprise `-log10(novelty newP)` given the account, `novelty` being the account's. */
export interface AloneFacet {
  readonly name: FacetName;
  /** Both gone through once. */
  readonly values: Iterable<AloneValue>;
  readonly habits: Iterable<AloneHabit>;
  /** Of values that no event had. */
  readonly unseenNewP: number;
  readonly unseenSurprise: number;
}

export function aloneFacets({
  history,
  organisation,
}: {
  readonly history: CodedHistory;
  readonly organisation: OrganisationTables;
}): AloneFacet[] {
  const sides: Partial<Record<FacetName, AccountAtMachine>> = {
    source: organisation.atSource,
    destination: organisation.atDestination,
  };
  return organisation.facets.map((tables, f) => {
    const name = facetNames[f]!;
    const context = { ...tables, valueOf: (code: number) => history.valueOf(f, code), side: sides[name] };
    return {
      name,
      values: valuesOf(context),
      habits: habitsOf(context),
      unseenNewP: tables.table.newP(-1),
      unseenSurprise: tables.table.unseenSurprise,
    };
  });
}

interface FacetContext extends FacetTables {
  readonly valueOf: (code: number) => string;
  readonly side: AccountAtMachine | undefined;
}

function* valuesOf({ column, table, valueOf, side }: FacetContext): Generator<AloneValue> {
  for (let code = 0; code < column.shape.values; code++) {
    yield {
      value: valueOf(code),
      newP: table.newP(code),
      surprise: table.eventSurprise(code),
      isKnown: table.isKnown(code),
      newAccount: side?.noveltyAt(code),
    };
  }
}

function* habitsOf({ column, ofAccounts, valueOf, side }: FacetContext): Generator<AloneHabit> {
  const { starts, codes, rows } = column.shape;
  for (let account = 0; account < rows; account++) {
    for (let entry = starts[account]!; entry < starts[account + 1]!; entry++) {
      const code = codes[entry]!;
      yield {
        account,
        value: valueOf(code),
        surprise: ofAccounts.at(account, entry, code),
        isKnown: column.succeeded[entry]! > 0,
        accountSurprise: side?.at(account, entry, code),
      };
    }
  }
}
