import { type Act, signatures } from './act.ts';
import { type EventLabel, type GeneratedEvent } from './seed-event.ts';

/** An event before it is written out. */
export interface Happening {
  /** Milliseconds since 1970, with a fraction. */
  readonly time: number;
  readonly act: Act;
  readonly user: string;
  readonly srcUser: string;
  readonly src: string;
  readonly dest: string;
  /** Account that the service of a ticket runs as, if it is not the host's. */
  readonly service?: string;
}

/** Writes a happening as an event; `writeTime` comes from `timestampWriter`. */
export function toGeneratedEvent(
  { time, act, user, srcUser, src, dest, service }: Happening,
  label: EventLabel,
  writeTime: (time: number) => string,
): GeneratedEvent {
  const event = {
    TimeCreated: writeTime(time),
    user,
    src_user: srcUser,
    src,
    dest,
    signature_id: act.signatureId,
    signature: signatures[act.signatureId]!,
    action: act.action,
    process: act.process,
    logon_type: act.logonType,
    authentication_package: act.authenticationPackage,
    status: act.status,
    sub_status: act.subStatus,
    ticket_encryption_type: act.ticketEncryptionType,
    pre_auth_type: act.preAuthType,
    service_name: service ?? null,
  };
  return { event, label };
}
