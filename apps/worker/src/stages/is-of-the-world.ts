/** Errors of what lies outside: a server, a disk, the network. By name, as each comes from another package. */
const OF_THE_WORLD =
  /^(?:SplunkError|KvStoreError|IoError|ConfigError|ModelError|StateError|ReplyError|MaxRetriesPerRequestError)$/;

/** Codes of an IoError that tell of what is in a file, and not of the disk. */
const OF_CONTENT = new Set(['truncated_gzip', 'damaged_gzip', 'not_utf8']);

/** What the system says of a disk or a connection. */
const CODES =
  /^(?:ENOSPC|EDQUOT|EIO|EROFS|EACCES|EPERM|EMFILE|ENFILE|ENOENT|EBUSY|E(?:CONN(?:REFUSED|RESET)|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|(?:HOST|NET)UNREACH))$/;

/**
 * Whether a failure is one of the world, which no window or slice can be blamed for: Splunk, KV Store or Redis that do not answer or refuse, a
 * full disk. Such work is tried again for as long as it takes, and nothing is skipped. This holds for refusals and wrong settings as well (a role
 * without rights, a query that Splunk does not understand): people mend them, and until then every window fails alike.
 *
 * Everything else is a failure of the piece of work itself, as another of its kind would go through.
 */
export function isOfTheWorld(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (error.name === 'IoError' && OF_CONTENT.has(String(code))) return false;
  if (error.name === 'QueueError') return code !== 'failed';
  if (OF_THE_WORLD.test(error.name) || CODES.test(String(code))) return true;
  return error.cause !== undefined && isOfTheWorld(error.cause);
}
