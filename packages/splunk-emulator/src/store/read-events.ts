import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { NativeCalls } from './native-calls.ts';
import type { EventSources } from './event-sources.ts';
import type { EventQuery, IndexedEvent } from './store.ts';

/** Where events are read from. */
export interface Database {
  readonly instance: DuckDBInstance;
  readonly calls: NativeCalls;
}

/** Events put in order at a time: what a search holds in memory, however many it returns. */
const sliceRows = 20_000;

/**
 * Streams events in order of time, slice by slice: only times are sorted as a whole, events within their slice. All of it
 * is one consistent view, untouched by what is written meanwhile.
 *
 * A connection of its own per search: a streamed result dies with the next statement on its connection.
 */
export async function* readEvents(
  { instance, calls }: Database,
  sources: EventSources,
  query: EventQuery,
): AsyncGenerator<readonly IndexedEvent[]> {
  const numbers = sources.matching(query);
  if (numbers?.length === 0) return;
  const which = numbers === undefined ? '' : `and number in (${numbers.join(', ')})`;
  const filter = `index_time >= ? and index_time < ? ${which}`;
  const indexTimes = [query.indexEarliest, query.indexLatest];
  const connection = await calls.run(async () => instance.connect());
  try {
    await calls.run(async () => connection.run('begin read only'));
    const window = [query.earliest, query.latest, ...indexTimes];
    const edges = await calls.run(async () => sliceEdges(connection, filter, window));
    const slices = edges.slice(1).map((end, i) => [edges[i]!, end] as const);
    if (query.order === 'newest') slices.reverse();
    for (const [start, end] of slices) {
      const result = await calls.run(async () =>
        connection.stream(
          `select number, event_time, index_time, serial, raw, fields from events
          where event_time >= ? and event_time < ? and ${filter}
          order by event_time ${query.order === 'newest' ? 'desc' : 'asc'}, serial desc`,
          [start, end, ...indexTimes],
        ),
      );
      for (;;) {
        const chunk = await calls.run(async () => result.fetchChunk());
        if (chunk === null || chunk.rowCount === 0) break;
        yield chunk.getRows().map((row) => toEvent(row, sources));
      }
    }
  } finally {
    connection.closeSync();
  }
}

/** Times that cut the events into slices; events of the same time stay together. From the window's start to its end. */
async function sliceEdges(
  connection: DuckDBConnection,
  filter: string,
  [earliest, latest, ...rest]: number[],
): Promise<readonly number[]> {
  const cuts = await connection.runAndReadAll(
    `select distinct event_time from (
      select event_time, row_number() over (order by event_time) as position from events
      where event_time >= ? and event_time < ? and ${filter}
    ) where position % ${sliceRows} = 0 order by event_time`,
    [earliest!, latest!, ...rest],
  );
  const inside = cuts.getRows().map(([time]) => Number(time));
  return [earliest!, ...inside.filter((time) => time > earliest!), latest!];
}

function toEvent(row: readonly unknown[], sources: EventSources): IndexedEvent {
  const [number, time, indexTime, serial, raw, fields] = row as [
    number,
    number,
    number,
    number,
    string,
    string | null,
  ];
  const { index, sourcetype, source, host } = sources.byNumber(number);
  const event = { index, sourcetype, source, host, time, indexTime, serial, raw };
  return fields === null
    ? event
    : { ...event, fields: JSON.parse(fields) as Record<string, string | string[]> };
}
