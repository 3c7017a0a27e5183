import { facetNames, type RateName, rateNames } from '@sidecar/features';
import type { AloneFacet } from '@sidecar/scoring';
import { accountField } from './account-spl.ts';
import { PREFIX } from './apply-lookup.ts';
import { clusteredSignatures } from './behaviour-lookup.ts';
import { facetField, facetWord, TEMPORARY } from './facet-field.ts';
import { habitColumns, valueColumns } from './facet-lookups.ts';
import { stepOf } from './rates-spl.ts';
import { evalStage, pipeline } from './stage.ts';

const f = (name: string): string => `${TEMPORARY}${name}`;

/** Field with what a lookup tells of an event's value of a facet, for the organisation or, as a habit, for the account. */
export function toldField(of: 'value' | 'habit', facet: AloneFacet['name'], column: string): string {
  return f(`${of}_${facetWord(facet)}_${column}`);
}

/** Field with the surprises of the bins of a rate. */
export function rateField(rate: RateName): string {
  return f(`rate_${rate}`);
}

/** Looks up what the tables say of the values of each facet, of the hour, of the behaviour, and what peers foresee. */
export function lookupsSpl(facets: readonly AloneFacet[]): string {
  return pipeline(
    ...facets.flatMap((facet) => [
      `lookup ${PREFIX}_value_${facetWord(facet.name)} value AS ${facetField(facet.name)} OUTPUT ${outputs('value', facet, valueColumns(facet))}`,
      `lookup ${PREFIX}_habit_${facetWord(facet.name)} account AS ${accountField('account')}, value AS ${facetField(facet.name)} OUTPUT ${outputs('habit', facet, habitColumns(facet))}`,
    ]),
    `lookup ${PREFIX}_peers account AS ${accountField('account')}, destination AS ${facetField('destination')} OUTPUT shift AS ${f('shift')}`,
    `lookup ${PREFIX}_rates account AS ${accountField('account')} OUTPUT ${rateNames.map((name) => `${name} AS ${rateField(name)}`).join(', ')}`,
    `lookup ${PREFIX}_hours account AS ${accountField('account')}, day AS ${f('day')} OUTPUT hours AS ${f('own_hours')}`,
    evalStage(`${f('all')}="-1"`, `${f('behaviour')}=${behaviour()}`),
    `lookup ${PREFIX}_hours account AS ${f('all')}, day AS ${f('day')} OUTPUT hours AS ${f('all_hours')}`,
    `lookup ${PREFIX}_behaviours behaviour AS ${f('behaviour')} OUTPUT cluster AS cluster_id, surprise AS ${f('distance')}`,
  );
}

function outputs(of: 'value' | 'habit', { name }: AloneFacet, columns: readonly string[]): string {
  return columns.map((column) => `${column} AS ${toldField(of, name, column)}`).join(', ');
}

/** As `behaviourLookup` joins it; null for an event that is not scored. */
function behaviour(): string {
  const signature = `if(match(${f('id')}, "^(?:${clusteredSignatures.join('|')})$"), ${f('id')}, "other")`;
  const parts = [
    `floor(${f('hour')}/3)`,
    `if(${f('slot')}>=120, 1, 0)`,
    f('failed'),
    stepOf('user_failures_1h'),
    stepOf('source_users_failed_1h'),
    signature,
    facetField('source_scope'),
    accountField('kind'),
  ];
  return parts.join('."/".');
}

/** Index of a facet, as lists have it. */
export function facetIndex(name: AloneFacet['name']): number {
  return facetNames.indexOf(name);
}
