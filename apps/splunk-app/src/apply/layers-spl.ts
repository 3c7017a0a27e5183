import { type FacetName, rateNames } from '@sidecar/features';
import { type AloneTables, layerNames } from '@sidecar/scoring';
import { accountField } from './account-spl.ts';
import { decimal } from './decimal.ts';
import { facetField, TEMPORARY } from './facet-field.ts';
import { facetIndex, rateField, toldField } from './lookups-spl.ts';
import { binField } from './rates-spl.ts';
import { numberAt, surpriseOf } from './surprise-spl.ts';

const f = (name: string): string => `${TEMPORARY}${name}`;
const isFailed = `${f('failed')}=1`;

/** Expression for the surprise of each layer before it is tempered, in the order of `layerNames`; null where the event does not have the facet. */
export function layerExpressions(tables: AloneTables): string[] {
  const expressions: Record<string, string> = {
    cluster_distance: `tonumber(${f('distance')})`,
    cluster_given_user: numberAt(accountField('clusters'), 'cluster_id'),
    signature_given_cluster: signatureGivenCluster(tables),
    hour: scored(`coalesce(${numberAt(f('own_hours'), f('hour'))}, ${numberAt(f('all_hours'), f('hour'))})`),
    account_at_source: accountAt('source', 'new_at_source'),
    account_at_destination: accountAt('destination', 'new_at_destination'),
    organisation_hour: scored(numberAt(f('all_hours'), f('hour'))),
    stranger: `if(${isFailed} AND ${accountField('successes')}=0, ${decimal(tables.strangerSurprise)}, null())`,
  };
  for (const facet of tables.facets) {
    const field = facetField(facet.name);
    const newP = `coalesce(tonumber(${toldField('value', facet.name, 'new_p')}), ${decimal(facet.unseenNewP)})`;
    const novelty = numberAt(accountField('novelties'), facetIndex(facet.name));
    const habit = `tonumber(${toldField('habit', facet.name, 'surprise')})`;
    expressions[facet.name] =
      `if(isnull(${field}), null(), coalesce(${habit}, ${surpriseOf(`${novelty}*${newP}`)}))`;
    expressions[`organisation_${facet.name}`] =
      `if(isnull(${field}), null(), coalesce(tonumber(${toldField('value', facet.name, 'surprise')}), ${decimal(facet.unseenSurprise)}))`;
  }
  for (const name of rateNames) expressions[name] = scored(numberAt(rateField(name), binField(name)));
  return layerNames.map((name) => expressions[name]!);
}

function signatureGivenCluster({ signatureInClusters }: AloneTables): string {
  const unseen = signatureInClusters().map(decimal).join(' ');
  const known = toldField('value', 'signature', 'clusters');
  return `if(isnull(${facetField('signature')}), null(), ${numberAt(`coalesce(${known}, "${unseen}")`, 'cluster_id')})`;
}

/** An account at a machine that somebody was met at. */
function accountAt(
  side: 'source' | 'destination',
  newColumn: 'new_at_source' | 'new_at_destination',
): string {
  const newAccount = `tonumber(${toldField('value', side, 'new_account')})`;
  const stranger = surpriseOf(`${newAccount}*${accountField(newColumn)}`);
  const own = `tonumber(${toldField('habit', side, 'account_surprise')})`;
  return `case(isnull(${facetField(side)}), null(), isnotnull(${own}), ${own}, isnotnull(${newAccount}), ${stranger})`;
}

/** Nothing for an event that is not scored. */
function scored(expression: string): string {
  return `if(isnull(${f('user')}), null(), ${expression})`;
}

const shiftedLayers: readonly (FacetName | 'account_at_destination')[] = [
  'destination',
  'account_at_destination',
];

/** Assignments that shift the surprise of a destination new to an account that succeeded there, by what its peers foresee. @param fieldOf - Field of a layer. */
export function peerShifts(fieldOf: (layer: string) => string): string[] {
  const isNew = `${f('failed')}=0 AND isnotnull(${facetField('destination')}) AND coalesce(${toldField('habit', 'destination', 'known')}, "0")="0"`;
  const otherwise = `if(${toldField('value', 'destination', 'known')}="1", tonumber(${accountField('unforeseen_shift')}), 0)`;
  return [
    `${f('shift')}=if(${isNew}, coalesce(tonumber(${f('shift')}), ${otherwise}), null())`,
    ...shiftedLayers.map((layer) => {
      const field = fieldOf(layer);
      return `${field}=if(isnotnull(${field}) AND isnotnull(${f('shift')}), min(12, max(0, ${field}+${f('shift')})), ${field})`;
    }),
  ];
}

/** Assignments for an account without a history: that no machine met it says nothing beyond its being new, unless it failed. */
export function expectedMachines(fieldOf: (layer: string) => string, ordinary: string): string[] {
  return ['account_at_source', 'account_at_destination'].map((layer) => {
    const field = fieldOf(layer);
    const isExpected = `${f('failed')}=0 AND ${accountField('events')}=0 AND ${field}>${ordinary}`;
    return `${field}=if(${isExpected}, ${ordinary}, ${field})`;
  });
}
