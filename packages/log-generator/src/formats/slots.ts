import { type SeedEvent } from '../seed-event.ts';
import { type Slot } from './event-fields.ts';
import { recordId } from './record-id.ts';
import { accountSid, domain, logonId, port, processId, threadId } from './windows-ids.ts';

const text = (of: (event: SeedEvent) => string, before = '', after = ''): Slot => ({
  of,
  plain: false,
  before,
  after,
});
const id = (of: (event: SeedEvent) => string): Slot => ({ of, plain: true, before: '', after: '' });

/** The values that differ from event to event: names, addresses, and ids derived from them by hashing. */
export const slots: Readonly<Record<SlotName, Slot>> = {
  time: id(({ TimeCreated }) => TimeCreated),
  timeToMs: id(({ TimeCreated }) => TimeCreated.slice(0, 23)),
  recordId: id(({ TimeCreated }) => recordId(TimeCreated)),
  thread: id(({ TimeCreated }) => threadId(TimeCreated)),
  user: text(({ user }) => user),
  srcUser: text(({ src_user: srcUser }) => srcUser),
  principal: text(({ user }) => user, '', `@${domain}.EXAMPLE`),
  src: text(({ src }) => src),
  mappedSrc: text(({ src }) => src, '::ffff:'),
  dest: text(({ dest }) => dest),
  service: text(serviceName),
  userSid: id(({ user }) => accountSid(user)),
  srcUserSid: id(({ src_user: srcUser }) => accountSid(srcUser)),
  serviceSid: id(({ service_name: service, dest }) => accountSid(service ?? dest)),
  session: id(({ TimeCreated, user }) => logonId(TimeCreated, user)),
  srcSession: id(({ TimeCreated, src_user: srcUser }) => logonId(TimeCreated, srcUser)),
  port: id(({ TimeCreated }) => port(TimeCreated)),
  processOfSrc: id(({ src }) => processId(src)),
};

type SlotName =
  | 'time'
  | 'timeToMs'
  | 'recordId'
  | 'thread'
  | 'user'
  | 'srcUser'
  | 'principal'
  | 'src'
  | 'mappedSrc'
  | 'dest'
  | 'service'
  | 'userSid'
  | 'srcUserSid'
  | 'serviceSid'
  | 'session'
  | 'srcSession'
  | 'port'
  | 'processOfSrc';

/** The account that the service of a ticket runs as: mostly that of its host. */
export function serviceName({ service_name: service, dest }: SeedEvent): string {
  return service ?? `${dest}$`;
}
