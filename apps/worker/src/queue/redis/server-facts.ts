import { QueueError } from '../queue-error.ts';

/** What matters of a Redis server. */
export interface ServerFacts {
  readonly version: string;
  /** What it does when its memory is full; empty if it does not say. */
  readonly maxmemoryPolicy: string;
}

const LEAST = [6, 2] as const;

/**
 * Reads the answer to `INFO`.
 *
 * @throws QueueError `too_old` below Redis 6.2. Valkey and others name the version of Redis that they stand in for.
 * @example
 * serverFacts('redis_version:7.0.15\r\nmaxmemory_policy:noeviction\r\n'); // => { version: '7.0.15', maxmemoryPolicy: 'noeviction' }
 */
export function serverFacts(info: string): ServerFacts {
  const facts = new Map(info.split(/\r?\n/).map((line) => line.split(/:(.*)/s) as [string, string]));
  const version = facts.get('redis_version') ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (!(major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]))) {
    throw new QueueError(
      'too_old',
      `Redis ${version || 'of an unknown version'} is too old: the queue needs ${LEAST.join('.')} or later.`,
    );
  }
  return { version, maxmemoryPolicy: facts.get('maxmemory_policy') ?? '' };
}
