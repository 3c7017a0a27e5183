import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { InTurn } from './open-store.ts';
import type { EventQuery, EventStore, IndexedEvent, IndexSummary, StoredEvent } from './store.ts';

const columns = { index: 'index_name', sourcetype: 'sourcetype', source: 'source', host: 'host' } as const;

/** Events in one table of the embedded database, appended in bulk and read as a stream. */
export async function createEventStore(
  instance: DuckDBInstance,
  writer: DuckDBConnection,
  inTurn: InTurn,
): Promise<EventStore> {
  const stored = await writer.runAndReadAll('select name from indexes');
  const names = new Set(stored.getRows().map(([name]) => String(name)));
  const [[highest]] = (
    await writer.runAndReadAll('select coalesce(max(serial), 0) from events')
  ).getRows() as [[bigint]];
  let serial = Number(highest);

  return {
    async createIndex(name, datatype) {
      names.add(name);
      await inTurn(async () => writer.run('insert or ignore into indexes values (?, ?)', [name, datatype]));
    },
    hasIndex: (name) => names.has(name),
    async indexes() {
      const rows = await inTurn(async () =>
        writer.runAndReadAll(`select name, datatype, count(serial), min(event_time), max(event_time)
          from indexes left join events on index_name = name group by all order by name`),
      );
      return rows.getRows().map(toSummary);
    },
    async append(events) {
      await inTurn(async () => {
        const appender = await writer.createAppender('events');
        for (const event of events) appendRow(appender, event, ++serial);
        appender.closeSync();
      });
    },
    read: (query) => readEvents(instance, query),
  };
}

type Appender = Awaited<ReturnType<DuckDBConnection['createAppender']>>;

function appendRow(appender: Appender, event: StoredEvent, serial: number): void {
  appender.appendVarchar(event.index);
  appender.appendDouble(event.time);
  appender.appendDouble(event.indexTime);
  appender.appendBigInt(BigInt(serial));
  appender.appendVarchar(event.sourcetype);
  appender.appendVarchar(event.source);
  appender.appendVarchar(event.host);
  appender.appendVarchar(event.raw);
  if (event.fields === undefined) appender.appendNull();
  else appender.appendVarchar(JSON.stringify(event.fields));
  appender.endRow();
}

function toSummary(row: readonly unknown[]): IndexSummary {
  const [name, datatype, events, earliest, latest] = row as [
    string,
    string,
    bigint,
    number | null,
    number | null,
  ];
  return {
    name,
    datatype: datatype === 'metric' ? 'metric' : 'event',
    events: Number(events),
    ...(earliest !== null && latest !== null && { earliest, latest }),
  };
}

/** A connection of its own per search: a streamed result dies with the next statement on its connection. */
async function* readEvents(
  instance: DuckDBInstance,
  query: EventQuery,
): AsyncGenerator<readonly IndexedEvent[]> {
  const patterns = query.metadata.map(({ field, anyOf }) => ({ column: columns[field], anyOf }));
  const conditions = patterns.map(
    ({ column, anyOf }) => `(${anyOf.map(() => `${column} ilike ? escape '\\'`).join(' or ')})`,
  );
  const sql = `select index_name, event_time, index_time, serial, sourcetype, source, host, raw, fields from events
    where event_time >= ? and event_time < ? and index_time >= ? and index_time < ?
    ${conditions.map((condition) => `and ${condition}`).join(' ')}
    order by event_time ${query.order === 'newest' ? 'desc' : 'asc'}, serial desc`;
  const values = [
    query.earliest,
    query.latest,
    query.indexEarliest,
    query.indexLatest,
    ...patterns.flatMap(({ anyOf }) => anyOf.map(likePattern)),
  ];
  const connection = await instance.connect();
  try {
    const result = await connection.stream(sql, values);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk.getRows().map(toEvent);
    }
  } finally {
    connection.closeSync();
  }
}

function likePattern(pattern: string): string {
  return pattern.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');
}

function toEvent(row: readonly unknown[]): IndexedEvent {
  const [index, time, indexTime, serial, sourcetype, source, host, raw, fields] = row as [
    string,
    number,
    number,
    bigint,
    string,
    string,
    string,
    string,
    string | null,
  ];
  return {
    index,
    time,
    indexTime,
    serial: Number(serial),
    sourcetype,
    source,
    host,
    raw,
    ...(fields !== null && { fields: JSON.parse(fields) as Record<string, string | string[]> }),
  };
}
