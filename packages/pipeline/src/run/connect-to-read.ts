import type { SplunkClient, SplunkWarning } from '@sidecar/splunk-client';
import type { IngestionConfig } from '../config/index.ts';
import { connect } from './connect.ts';

export interface ConnectToReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/** A client for the server that events are read from. @throws What `connect` throws. */
export async function connectToRead(
  splunk: IngestionConfig['splunk'],
  { signal, onWarning }: ConnectToReadOptions = {},
): Promise<SplunkClient> {
  return connect(splunk, {
    app: splunk.app,
    owner: splunk.owner,
    idleTimeoutMs: splunk.idle_timeout_seconds * 1000,
    signal,
    ...(onWarning && { onWarning }),
  });
}
