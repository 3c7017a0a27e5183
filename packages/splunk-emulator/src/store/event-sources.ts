import type { DuckDBConnection } from '@duckdb/node-api';
import { matchesWildcard, type MetadataField } from '@sidecar/spl';
import type { EventQuery, StoredEvent } from './store.ts';

/** Where an event comes from: the four fields that are the same for very many events. */
export type EventSource = Pick<StoredEvent, MetadataField>;

/** Numbers for event sources, so that they are stored and read once and not with every event. */
export interface EventSources {
  /** The number of a source, a new one if it was not seen before; those are stored with the next `save`. */
  numberOf(source: EventSource): number;
  byNumber(number: number): EventSource;
  /** Numbers of the sources that meet all conditions and may be seen; undefined when there is nothing to meet. */
  matching(query: Pick<EventQuery, 'metadata' | 'seesIndex'>): readonly number[] | undefined;
  save(): Promise<void>;
}

/** Reads the known sources; adds the table if need be. */
export async function createEventSources(writer: DuckDBConnection): Promise<EventSources> {
  await writer.run(`create table if not exists event_sources (
    number integer primary key, index_name varchar, sourcetype varchar, source varchar, host varchar)`);
  const sources: EventSource[] = [];
  const numbers = new Map<string, number>();
  const add = (source: EventSource): number => {
    numbers.set(idOf(source), sources.length);
    return sources.push(source) - 1;
  };
  const stored = await writer.runAndReadAll(
    'select index_name, sourcetype, source, host from event_sources order by number',
  );
  for (const [index, sourcetype, source, host] of stored.getRows() as string[][]) {
    add({ index: index!, sourcetype: sourcetype!, source: source!, host: host! });
  }
  let saved = sources.length;
  return {
    numberOf: (source) => numbers.get(idOf(source)) ?? add(source),
    byNumber: (number) => sources[number]!,
    matching({ metadata, seesIndex }) {
      if (metadata.length === 0 && seesIndex === undefined) return undefined;
      const tests = metadata.map(({ field, anyOf }) => {
        const patterns = anyOf.map((pattern) => matchesWildcard(pattern));
        return (source: EventSource) => patterns.some((matches) => matches(source[field]));
      });
      return [...sources.keys()].filter((number) => {
        const source = sources[number]!;
        return (seesIndex?.(source.index) ?? true) && tests.every((test) => test(source));
      });
    },
    async save() {
      for (; saved < sources.length; saved++) {
        const { index, sourcetype, source, host } = sources[saved]!;
        await writer.run('insert into event_sources values (?, ?, ?, ?, ?)', [
          saved,
          index,
          sourcetype,
          source,
          host,
        ]);
      }
    },
  };
}

function idOf({ index, sourcetype, source, host }: EventSource): string {
  return `${index}\0${sourcetype}\0${source}\0${host}`;
}
