import { actionOf, statedAction } from './action.ts';
import type { AuthEvent } from './auth-event.ts';
import { isAuthenticationId, signatureOf } from './event-family.ts';
import { eventTime } from './event-time.ts';
import { type Fields, isFields } from './fields.ts';
import { integer } from './integer.ts';
import { type Rejection, reject, shown } from './rejection.ts';
import { sourceName } from './source-name.ts';
import { statusCode } from './status-code.ts';
import { text } from './text.ts';
import { userName } from './user-name.ts';

/**
 * Event of a row in the seed's shape: `TimeCreated` with the CIM names beside it. Values stay as they came; what is
 * missing is filled in from the event's id.
 */
export function seedEvent(row: Fields, latest: number): AuthEvent | Rejection {
  const user = userName(row.user);
  if (typeof user !== 'string') return user;
  const time = eventTime(row.TimeCreated, latest);
  if (typeof time !== 'number') return time;
  const id = row.signature_id;
  if (isFields(id)) {
    return reject('wrong_type', `signature_id is ${shown(id)}, expected a number`);
  }
  const signatureId = integer(id);
  if (signatureId !== null && !isAuthenticationId(signatureId)) {
    return reject('not_authentication', `event ${signatureId} is no authentication event`);
  }
  const src = text(row.src);
  const action = text(row.action);
  const status = statusCode(row.status);
  const subStatus = statusCode(row.sub_status);
  return {
    time,
    user,
    src_user: text(row.src_user),
    src: src === null ? null : sourceName(src),
    dest: text(row.dest),
    signature_id: signatureId,
    signature: text(row.signature) ?? signatureOf(signatureId, subStatus),
    action: action === null ? actionOf(signatureId, status, null) : statedAction(action),
    process: text(row.process),
    logon_type: integer(row.logon_type),
    authentication_package: text(row.authentication_package),
    status,
    sub_status: subStatus,
    service: text(row.service),
    dest_nt_domain: text(row.dest_nt_domain),
  };
}
