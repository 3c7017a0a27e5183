import type { AuthEvent } from '@sidecar/events';

/** A field of an event, other than its time. */
export type KeptField = Exclude<keyof AuthEvent, 'time'>;

/** What a field may hold. */
export type KeptValue = string | number;

/** Complete by its type: a field that events gain later must be added here to compile, so that none is lost in keeping. */
const every: Readonly<Record<KeptField, true>> = {
  user: true,
  src_user: true,
  src: true,
  dest: true,
  signature_id: true,
  signature: true,
  action: true,
  process: true,
  logon_type: true,
  authentication_package: true,
  status: true,
  sub_status: true,
  service: true,
  dest_nt_domain: true,
};

/** Every field of an event but its time, in the order of the columns. */
export const keptFields = Object.keys(every) as readonly KeptField[];
