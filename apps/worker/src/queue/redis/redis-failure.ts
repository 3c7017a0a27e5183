import { QueueError } from '../queue-error.ts';

/** What an error of a Redis client says; it may carry the password among its other properties, so nothing else of it is ever shown. */
export function redisMessage(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || 'unknown';
}

/** The error that will not pass by itself, or null if trying again may help: an unreachable server, one that is loading or whose memory is full. */
export function lastingFailure(error: unknown, address: string): QueueError | null {
  const message = redisMessage(error);
  const { code = '' } = error as NodeJS.ErrnoException;
  if (/^(?:WRONGPASS|NOAUTH|NOPERM)|^ERR (?:invalid password|AUTH |Client sent AUTH)/.test(message)) {
    const what = message.startsWith('NOPERM') ? 'lacks a permission' : 'cannot log in';
    return new QueueError(
      'unauthorised',
      `The worker ${what} at Redis ${address} (${message}); see queue.redis.username and password.`,
    );
  }
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/.test(code)) {
    return new QueueError(
      'tls',
      `Redis ${address} has no certificate that can be trusted (${code}); see queue.redis.ca_file.`,
    );
  }
  if (message.startsWith('ERR ')) return new QueueError('refused', `Redis ${address} refuses: ${message}.`);
  return null;
}

/** Whether Redis was away, loading its data, a replica for the moment or out of memory: to be tried again, for as long as it takes. */
export function isRedisAway(error: unknown): boolean {
  const { name, message, code = '' } = error as NodeJS.ErrnoException;
  return (
    /^(?:OOM|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|BUSY|MISCONF|TRYAGAIN) /.test(message ?? '') ||
    /^Connection is closed|^Command aborted|Socket timeout|Stream isn't writeable/.test(message ?? '') ||
    name === 'MaxRetriesPerRequestError' ||
    /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code)
  );
}
