import { addressScope } from './address-scope.ts';
import type { Fields } from './fields.ts';
import { canonicalAddress } from './ip-address.ts';
import { firstText, statedText } from './pick.ts';
import { sourceName } from './source-name.ts';
import { text } from './text.ts';

const addressNames = ['IpAddress', 'Source_Network_Address', 'ClientAddress', 'Client_Address', 'IPAddress'];
const hostNames = [
  'WorkstationName',
  'Workstation',
  'Workstation_Name',
  'Source_Workstation',
  'ClientName',
  'Client_Machine_Name',
  'CallerComputerName',
  'Caller_Computer_Name',
  'Caller_Machine_Name',
  'src_nt_host',
  'src_host',
];

/**
 * Where an event came from: CIM `src`, then `src_ip`, then the address Windows recorded, then the workstation's name.
 *
 * The address comes before the name because the client states the name and can state anything. An address field that holds no address
 * (`LOCAL`), the unspecified or a loopback one says "this machine", which every machine says: it names no source. The event 4648 is logged where the
 * credentials were used, so without an address its computer is the source; 4740 names the calling computer as TargetDomainName.
 */
export function recordSource(data: Fields, id: number | null, computer: string | null): string | null {
  const stated = statedText(data.src) ?? statedText(data.src_ip);
  if (stated !== null) return sourceName(stated);
  for (const name of addressNames) {
    const value = text(data[name]);
    const address = value === null ? null : canonicalAddress(value);
    const scope = addressScope(address);
    if (scope === 'private' || scope === 'public') return address;
  }
  const host = firstText(data, hostNames);
  if (host !== null) return sourceName(host.startsWith('\\\\') ? host.slice(2) : host);
  if (id === 4648) return computer;
  return id === 4740 ? text(data.TargetDomainName) : null;
}
