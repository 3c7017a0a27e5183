import type { DuckDBConnection } from '@duckdb/node-api';
import { createEventSources } from './event-sources.ts';
import type { InTurn } from './open-store.ts';
import { readEvents, type Database } from './read-events.ts';
import type { EventStore, IndexSummary, StoredEvent } from './store.ts';

/** Events in one table of the embedded database, appended in bulk and read as a stream. */
export async function createEventStore(
  database: Database,
  writer: DuckDBConnection,
  inTurn: InTurn,
): Promise<EventStore> {
  const stored = await writer.runAndReadAll('select name, datatype from indexes');
  const types = new Map(stored.getRows().map(([name, type]) => [String(name), typeNamed(type)]));
  const sources = await createEventSources(writer);
  const [[highest]] = (
    await writer.runAndReadAll('select coalesce(max(serial), 0) from events')
  ).getRows() as [[number]];
  let serial = highest;

  return {
    async createIndex(name, datatype) {
      if (!types.has(name)) types.set(name, datatype);
      await inTurn(async () => writer.run('insert or ignore into indexes values (?, ?)', [name, datatype]));
    },
    hasIndex: (name) => types.has(name),
    typeOf: (name) => types.get(name),
    async indexes() {
      const rows = await inTurn(async () =>
        writer.runAndReadAll(`select name, datatype, count(serial), min(event_time), max(event_time)
          from indexes left join event_sources on index_name = name left join events using (number)
          group by all order by name`),
      );
      return rows.getRows().map(toSummary);
    },
    async append(events) {
      await inTurn(async () => {
        const numbers = events.map((event) => sources.numberOf(event));
        await sources.save();
        await writer.run('begin');
        try {
          const appender = await writer.createAppender('events');
          events.forEach((event, i) => appendRow(appender, event, numbers[i]!, ++serial));
          appender.closeSync();
          await writer.run('commit');
        } catch (error) {
          await writer.run('rollback');
          throw error;
        }
      });
    },
    read: (query) => readEvents(database, sources, query),
  };
}

type Appender = Awaited<ReturnType<DuckDBConnection['createAppender']>>;

function appendRow(appender: Appender, event: StoredEvent, source: number, serial: number): void {
  appender.appendInteger(source);
  appender.appendDouble(event.time);
  appender.appendDouble(event.indexTime);
  appender.appendDouble(serial);
  appender.appendVarchar(event.raw);
  if (event.fields === undefined) appender.appendNull();
  else appender.appendVarchar(JSON.stringify(event.fields));
  appender.endRow();
}

function typeNamed(name: unknown): 'event' | 'metric' {
  return name === 'metric' ? 'metric' : 'event';
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
    datatype: typeNamed(datatype),
    events: Number(events),
    ...(earliest !== null && latest !== null && { earliest, latest }),
  };
}
