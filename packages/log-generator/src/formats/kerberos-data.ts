import { type SeedEvent } from '../seed-event.ts';
import { type Fields } from './event-fields.ts';
import { accountSid, domain, port } from './windows-ids.ts';

/** 4768, 4769 and 4771; the address is an IPv4 address in IPv6 writing, as domain controllers record it. */
export function kerberosData(event: SeedEvent): Fields {
  const { user, src, dest, status, signature_id: id, TimeCreated } = event;
  const isTicket = id === 4769;
  const isRefusal = id === 4771;
  return [
    ['TargetUserName', isTicket ? `${user}@${domain}.EXAMPLE` : user],
    ...(isRefusal ? [] : [['TargetDomainName', isTicket ? `${domain}.EXAMPLE` : domain] as const]),
    ...(isTicket ? [] : [['TargetSid', status === '0x6' ? 'S-1-0-0' : accountSid(user)] as const]),
    ['ServiceName', isTicket ? `${dest}$` : isRefusal ? `krbtgt/${domain}` : 'krbtgt'],
    ...(isRefusal ? [] : [['ServiceSid', accountSid(isTicket ? dest : 'krbtgt')] as const]),
    ['TicketOptions', isTicket ? '0x40810000' : '0x40810010'],
    ['Status', status ?? '0x0'],
    ...(isRefusal ? [] : [['TicketEncryptionType', status === '0x0' ? '0x12' : '0xffffffff'] as const]),
    ...(isTicket ? [] : [['PreAuthType', status === '0x6' ? '-' : '2'] as const]),
    ['IpAddress', `::ffff:${src}`],
    ['IpPort', port(TimeCreated)],
  ];
}
