import { isDeepStrictEqual } from 'node:util';
import type { WorkerConfig } from '@sidecar/pipeline/config';
import type { Logger } from 'pino';
import { type OpsServer, serveOps, type ServeOpsOptions } from '../ops/serve-ops.ts';

/** The server for health and metrics, wherever it is configured to be. */
export interface OpsHolder {
  /** Moves it if it is configured otherwise now. @throws OpsError if it cannot listen there; it is where it was then. */
  move(config: WorkerConfig['http']): Promise<void>;
  close(): Promise<void>;
}

/** @throws OpsError if it cannot listen. */
export async function holdOps(
  first: WorkerConfig['http'],
  { log, ...parts }: Omit<ServeOpsOptions, 'config'> & { readonly log: Logger },
): Promise<OpsHolder> {
  const open = async (config: WorkerConfig['http']): Promise<OpsServer | null> => {
    if (!config.enabled) return null;
    const server = await serveOps({ config, ...parts });
    log.info({ url: server.url }, 'health and metrics are served');
    return server;
  };
  let config = first;
  let server = await open(config);
  return {
    move: async (next) => {
      if (isDeepStrictEqual(config, next)) return;
      const moved = await open(next);
      await server?.close();
      [config, server] = [next, moved];
    },
    close: async () => {
      await server?.close();
      server = null;
    },
  };
}
