import type { Limits } from '../limits.ts';
import { entriesReply, splunkVersion } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import type { Route } from '../server/route.ts';

/** What the server says of itself: version, KV Store state, limits. */
export function serverRoutes(limits: Readonly<Limits>, now: () => number): readonly Route[] {
  return [
    {
      path: 'server/info',
      methods: {
        GET: (call) =>
          entriesReply(call, 'server-info', [{ name: 'server-info', app: 'system', content: serverInfo() }], {
            updated: now(),
          }),
      },
    },
    {
      path: 'kvstore/status',
      methods: {
        GET: (call) =>
          entriesReply(
            call,
            'kvstore-status',
            [{ name: 'status', app: 'system', content: kvStoreStatus() }],
            {
              updated: now(),
            },
          ),
      },
    },
    {
      path: 'configs/conf-limits',
      methods: {
        GET: (call) =>
          entriesReply(
            call,
            'conf-limits',
            Object.entries(limitStanzas(limits)).map(([name, content]) => ({ name, app: 'system', content })),
            { updated: now() },
          ),
      },
    },
    {
      path: 'configs/conf-limits/{stanza}',
      methods: {
        GET: (call) => {
          const stanza = call.names['stanza']!;
          const stanzas = limitStanzas(limits);
          if (!Object.hasOwn(stanzas, stanza))
            throw new Refusal(404, 'ERROR', `Could not find object id=${stanza}`);
          const entry = { name: stanza, app: 'system', content: stanzas[stanza]! };
          return entriesReply(call, 'conf-limits', [entry], { updated: now() });
        },
      },
    },
  ];
}

function serverInfo(): Record<string, unknown> {
  return {
    build: 'emulator0000',
    version: splunkVersion,
    serverName: 'emulator',
    guid: '00000000-0000-4000-8000-000000000000',
    isFree: false,
    isTrial: false,
    kvStoreStatus: 'ready',
    mode: 'normal',
    numberOfCores: 2,
    os_name: 'Linux',
    product_type: 'enterprise',
    server_roles: ['indexer', 'search_head', 'kv_store'],
  };
}

function kvStoreStatus(): Record<string, unknown> {
  return {
    current: {
      backupRestoreStatus: 'Ready',
      disabled: false,
      port: 8191,
      replicaSet: 'splunkrs',
      replicationStatus: 'KV store captain',
      standalone: true,
      status: 'ready',
      storageEngine: 'wiredTiger',
    },
  };
}

function limitStanzas(limits: Readonly<Limits>): Record<string, Record<string, unknown>> {
  return {
    kvstore: {
      max_accelerations_per_collection: '10',
      max_documents_per_batch_save: String(limits.maxDocumentsPerBatchSave),
      max_fields_per_acceleration: '10',
      max_queries_per_batch: String(limits.maxQueriesPerBatch),
      max_rows_per_query: String(limits.maxRowsPerQuery),
      max_size_per_batch_result_mb: String(limits.maxSizePerBatchResultMb),
      max_size_per_batch_save_mb: String(limits.maxSizePerBatchSaveMb),
      max_size_per_result_mb: String(limits.maxSizePerResultMb),
      max_threads_per_outputlookup: '1',
    },
    restapi: { maxresultrows: String(limits.maxResultRows), time_format_reject: '[<>!]' },
    search: { max_count: '500000', base_max_searches: '6', max_searches_per_cpu: '1' },
  };
}
