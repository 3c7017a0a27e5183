import type { AloneFacet, AloneTables } from '@sidecar/scoring';
import { type ApplyLookup, PREFIX } from './apply-lookup.ts';
import type { Cell } from './csv-text.ts';
import { decimal } from './decimal.ts';
import { facetWord } from './facet-field.ts';

/** Columns of the lookup of a facet's values, beside the value. */
export function valueColumns({ name }: Pick<AloneFacet, 'name'>): readonly string[] {
  if (name === 'source') return ['new_p', 'surprise', 'new_account'];
  if (name === 'destination') return ['new_p', 'surprise', 'known', 'new_account'];
  return name === 'signature' ? ['new_p', 'surprise', 'clusters'] : ['new_p', 'surprise'];
}

/** Columns of the lookup of what accounts had of a facet, beside the account and the value. */
export function habitColumns({ name }: Pick<AloneFacet, 'name'>): readonly string[] {
  return name === 'source' || name === 'destination'
    ? ['surprise', 'known', 'account_surprise']
    : ['surprise'];
}

/** The values of one facet for the organisation. */
export function valueLookup(facet: AloneFacet, tables: AloneTables): ApplyLookup {
  return {
    name: `${PREFIX}_value_${facetWord(facet.name)}`,
    description: `How unusual each value of the facet ${facet.name} is for the organisation, and as a new one for an account.`,
    header: ['value', ...valueColumns(facet)],
    rows: valueRows(facet, tables),
  };
}

function* valueRows(facet: AloneFacet, { signatureInClusters }: AloneTables): Generator<Cell[]> {
  const columns = valueColumns(facet);
  for (const { value, newP, surprise, isKnown, newAccount } of facet.values) {
    const cells: Record<string, Cell> = {
      new_p: decimal(newP),
      surprise: decimal(surprise),
      known: isKnown ? 1 : 0,
      new_account: numberOrDash(newAccount),
    };
    if (facet.name === 'signature') cells.clusters = signatureInClusters(value).map(decimal).join(' ');
    yield [value, ...columns.map((column) => cells[column])];
  }
}

/** What each account had of one facet. */
export function habitLookup(facet: AloneFacet): ApplyLookup {
  return {
    name: `${PREFIX}_habit_${facetWord(facet.name)}`,
    description: `How unusual each value of the facet ${facet.name} is for an account that had it.`,
    header: ['account', 'value', ...habitColumns(facet)],
    rows: habitRows(facet),
  };
}

function* habitRows(facet: AloneFacet): Generator<Cell[]> {
  const columns = habitColumns(facet);
  for (const { account, value, surprise, isKnown, accountSurprise } of facet.habits) {
    const cells: Record<string, Cell> = {
      surprise: decimal(surprise),
      known: isKnown ? 1 : 0,
      account_surprise: numberOrDash(accountSurprise),
    };
    yield [account, value, ...columns.map((column) => cells[column])];
  }
}

/** What peers foresee of destinations that are new to an account. */
export function peerLookup({ shifts }: AloneTables): ApplyLookup {
  return {
    name: `${PREFIX}_peers`,
    description:
      'How the surprise of a destination that is new to an account changes because its peers are there.',
    header: ['account', 'destination', 'shift'],
    rows: (function* () {
      for (const { account, destination, shift } of shifts) yield [account, destination, decimal(shift)];
    })(),
  };
}

function numberOrDash(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '-' : decimal(value);
}
