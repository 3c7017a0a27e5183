import { join } from 'node:path';
import type { SidecarConfig } from '@sidecar/pipeline';
import type { Redis } from 'ioredis';
import { createFolderExchange } from './create-folder-exchange.ts';
import { createRedisExchange } from './create-redis-exchange.ts';
import type { Exchange } from './exchange.ts';

/** The exchange that is configured. */
export function openExchange(
  client: Redis,
  { exchange, exchange_folder: folder, prefix }: SidecarConfig['queue'],
): Exchange {
  return exchange === 'folder'
    ? createFolderExchange(join(folder, prefix))
    : createRedisExchange(client, { prefix });
}
