import { type SeedEvent } from '../seed-event.ts';
import { type Fields } from './event-fields.ts';
import { slots } from './slots.ts';
import { domain } from './windows-ids.ts';

/** 4768, 4769 and 4771; the address is an IPv4 address in IPv6 writing, as domain controllers record it. */
export function kerberosData({
  status,
  signature_id: id,
  ticket_encryption_type: encryption,
  pre_auth_type: preAuth,
}: SeedEvent): Fields {
  const isTicket = id === 4769;
  const isRefusal = id === 4771;
  return [
    ['TargetUserName', isTicket ? slots.principal : slots.user],
    ...(isRefusal ? [] : [['TargetDomainName', isTicket ? `${domain}.EXAMPLE` : domain] as const]),
    ...(isTicket ? [] : [['TargetSid', status === '0x6' ? 'S-1-0-0' : slots.userSid] as const]),
    ['ServiceName', isTicket ? slots.service : isRefusal ? `krbtgt/${domain}` : 'krbtgt'],
    ...(isRefusal ? [] : [['ServiceSid', isTicket ? slots.serviceSid : krbtgtSid] as const]),
    ['TicketOptions', isTicket ? '0x40810000' : '0x40810010'],
    ['Status', status ?? '0x0'],
    ...(isRefusal ? [] : [['TicketEncryptionType', encryption ?? '0xffffffff'] as const]),
    ...(isTicket ? [] : [['PreAuthType', preAuth ?? '-'] as const]),
    ['IpAddress', slots.mappedSrc],
    ['IpPort', slots.port],
  ];
}

const krbtgtSid = 'S-1-5-21-1004336348-1177238915-682003330-502';
