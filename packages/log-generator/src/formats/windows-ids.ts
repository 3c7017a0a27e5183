import { hash, hashPair } from './hash.ts';

/** The domain of all accounts. */
export const domain = 'CORP';

const mostSids = 50_000;
const sids = new Map<string, string>();

/** Security identifier of an account; remembered, as long as there are not too many. */
export function accountSid(user: string): string {
  let sid = sids.get(user);
  if (sid === undefined) {
    sid = `S-1-5-21-1004336348-1177238915-682003330-${1000 + (hash(user) % 900_000)}`;
    if (sids.size >= mostSids) sids.clear();
    sids.set(user, sid);
  }
  return sid;
}

/** Texts for all numbers below `count`: writing a number costs more than the rest of an id. */
const texts = (count: number, write: (i: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, i) => write(i));

const highHex = texts(4096, (i) => `0x${(i + 1).toString(16)}`);
const lowHex = texts(4096, (i) => i.toString(16).padStart(3, '0'));
const ports = texts(8192, (i) => String(49_152 + 2 * i));
const processIds = texts(256, (i) => `0x${(4 * i).toString(16)}`);
const threadIds = texts(1000, (i) => String(1000 + 4 * i));

/** Id of the logon session of an account at a time. */
export function logonId(time: string, user: string): string {
  const h = hashPair(time, user);
  return highHex[h & 4095]! + lowHex[(h >>> 12) & 4095]!;
}

/** A client's port at a time. */
export function port(time: string): string {
  return ports[hashPair(time, '') & 8191]!;
}

/** Id of a process, told by a text. */
export function processId(text: string): string {
  return processIds[hash(text) & 255]!;
}

/** Id of a thread at a time, or of a process on a host. */
export function threadId(text: string): string {
  return threadIds[hashPair(text, '') % 1000]!;
}
