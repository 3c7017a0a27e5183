import { facetNames } from '@sidecar/features';
import { addressScope, canonicalAddress, expandIpv6, networkOf } from './address-spl.ts';
import { facetField, TEMPORARY } from './facet-field.ts';
import { evalStage } from './stage.ts';

const f = (name: string): string => `${TEMPORARY}${name}`;

/** Puts the value of each facet into a field of its own, as `facetsOf` of `@sidecar/features` does; null where the event does not have it. */
export function facetsSpl(): string {
  const single = {
    signature: signature(),
    source: f('src'),
    source_network: networkOf(f('src'), f('src6'), 'narrow'),
    source_kind: nameKind(f('src'), f('src_wide')),
    source_scope: `if(isnull(${f('user')}), null(), ${addressScope(f('src'), f('src6'))})`,
    destination: f('dest'),
    destination_kind: nameKind(f('dest'), f('dest_wide')),
    process: f('process'),
    logon_type: f('logon'),
    authentication_package: f('package'),
    source_user: `if(("=".${f('src_user')})=("=".${f('user')}), "self", ${f('src_user')})`,
    service: f('service'),
  };
  const pairs = facetNames.filter((name) => name.includes('+'));
  return evalStage(
    ...expandIpv6(f('src'), f('src6'), f('groups')),
    `${f('src')}=${canonicalAddress(f('src'), f('src6'))}`,
    `${f('src_wide')}=${networkOf(f('src'), f('src6'), 'wide')}`,
    ...expandIpv6(f('dest'), f('dest6'), f('groups')),
    `${f('dest_wide')}=${canonicalAddress(f('dest'), f('dest6'))}`,
    `${f('dest_wide')}=${networkOf(f('dest_wide'), f('dest6'), 'wide')}`,
    ...Object.entries(single).map(([name, value]) => `${facetField(name as keyof typeof single)}=${value}`),
    // Null if one of them is.
    ...pairs.map((pair) => {
      const [first, second] = pair.split('+') as [keyof typeof single, keyof typeof single];
      return `${facetField(pair)}=${facetField(first)}." ".${facetField(second)}`;
    }),
  );
}

/** `4625/failure/0xc000006a`: event, outcome, and of what did not succeed the reason. */
function signature(): string {
  const action = `coalesce(${f('action')}, "unknown")`;
  const reason = `if(${action}="success" OR isnull(${f('sub')}), "", "/".${f('sub')})`;
  return `if(isnull(${f('id')}) AND isnull(${f('action')}), null(), coalesce(${f('id')}, "unknown")."/".${action}.${reason})`;
}

/** The wide network of an address, and of a name the letters that it begins with. */
function nameKind(name: string, wide: string): string {
  const head = `replace(replace(${name}, "[0-9.][\\s\\S]*$", ""), "[-_ ]+$", "")`;
  const dollar = `if(match(${name}, "\\$$") AND NOT match(${head}, "\\$$"), "$", "")`;
  return `if(isnull(${name}), null(), coalesce(${wide}, if(len(${head})=0, "#", lower(${head})).${dollar}))`;
}
