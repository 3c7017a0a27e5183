import type { SidecarConfig, SplunkConnection } from './sidecar-config.ts';

/**
 * How the server is reached whose KV Store is written: `output.splunk_kvstore` if it names a server, or else all of
 * `ingestion.splunk`. The credentials of one server are never sent to another.
 */
export function kvStoreConnection({ ingestion, output }: SidecarConfig): SplunkConnection {
  return output.splunk_kvstore.base_url === undefined ? ingestion.splunk : output.splunk_kvstore;
}
