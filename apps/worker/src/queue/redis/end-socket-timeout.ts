import type { Redis } from 'ioredis';

/**
 * Ends the wait of `socketTimeout` with the connection that it is for, of a client and of those that are made of it. ioredis leaves it running: it would
 * keep a process that is done from ending for half a minute, and break off the connection that comes next.
 */
export function endSocketTimeout(client: Redis): Redis {
  const waits = client as unknown as { socketTimeoutTimer: NodeJS.Timeout | undefined };
  client.on('close', () => {
    clearTimeout(waits.socketTimeoutTimer);
    waits.socketTimeoutTimer = undefined;
  });
  const duplicate = client.duplicate.bind(client);
  client.duplicate = (...options) => endSocketTimeout(duplicate(...options));
  return client;
}
