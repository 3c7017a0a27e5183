import {
  createMemoryEnvironment,
  createSearchEngine,
  type MemoryEnvironment,
  type MemoryEvent,
  type Row,
  rowsOf,
} from '@sidecar/spl';
import { linesOf, parseLook, SUMMARY_SOURCE, summarySearch } from '@sidecar/pipeline/summary';
import { appOptions } from '../../src/app-options.ts';
import { appMacros } from '../../src/macros/app-macros.ts';
import { summaryMacros } from '../../src/macros/summary-macros.ts';
import { summarySearches } from '../../src/searches/summary-searches.ts';

export const HOUR = 3600;
/** An hour of the summaries, epoch seconds: 2026-09-21T15:00Z. */
export const START = 1_790_002_800;

/** A Splunk that summarises, in memory. */
export interface SummaryWorld {
  /** What was written. */
  readonly written: MemoryEnvironment['written'];
  /** Epoch seconds; a run is called by it. */
  now: number;
  add(events: readonly MemoryEvent[]): void;
  /** Runs a saved search over some hours from `START` on. */
  run(name: string, hours?: readonly [from: number, to: number]): Promise<Row[]>;
  search(spl: string, hours?: readonly [from: number, to: number]): Promise<Row[]>;
  /** Takes a written event of the summary away, as a run that died would have left it. */
  lose(isLost: (raw: string) => boolean): void;
}

const options = appOptions({});
const macros = Object.fromEntries(
  [...appMacros(options), ...summaryMacros(options)].map(({ name, definition, args = [] }) => [
    name,
    { definition, args },
  ]),
);
export const searches: ReadonlyMap<string, string> = new Map(
  summarySearches(options).map(({ name, search }) => [name, search]),
);
export const HOURLY = 'Sidecar - Summarise logons per hour';

/** Events of the seed's shape, seconds after `START`. */
export function seedEvent(offset: number, fields: Readonly<Record<string, unknown>> = {}): MemoryEvent {
  const TimeCreated = isoOf(offset);
  const event = {
    TimeCreated,
    user: 'ann',
    src: '10.1.2.3',
    dest: 'WS001',
    signature_id: 4624,
    action: 'success',
    ...fields,
  };
  return {
    time: START + Math.floor(offset * 1e6) / 1e6,
    index: 'ml_sidecar',
    sourcetype: 'ml:sidecar:json',
    raw: event,
  };
}

/** To the microsecond, of which a number of seconds since 1970 is too coarse. */
function isoOf(offset: number): string {
  const whole = Math.floor(offset);
  const micros = Math.round((offset - whole) * 1e6);
  return `${new Date((START + whole) * 1000).toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`;
}

export function openWorld(events: readonly MemoryEvent[] = []): SummaryWorld {
  const indexes = { ml_sidecar: 'event', sidecar_summary: 'event', sidecar_metrics: 'metric' } as const;
  const own = [...events];
  let written: MemoryEnvironment['written'] = [];
  const world: SummaryWorld = {
    now: START + 100 * HOUR,
    get written() {
      return written;
    },
    add: (more) => void own.push(...more),
    lose: (isLost) => {
      written = written.filter(({ raw }) => !isLost(raw));
    },
    run: (name, hours) => world.search(searches.get(name)!, hours),
    search: async (spl, [from, to] = [0, 24]) => {
      const stored = written.map((event) => ({ ...event, indexTime: event.time }));
      const environment = createMemoryEnvironment({
        now: world.now,
        indexes,
        macros,
        events: [...own, ...stored],
      });
      const scope = { earliest: String(START + from * HOUR), latest: String(START + to * HOUR) };
      const text = spl.trimStart().startsWith('|') || spl.startsWith('search ') ? spl : `search ${spl}`;
      const rows = await rowsOf(createSearchEngine(environment).prepare(text, scope).run());
      written = [...written, ...environment.written];
      return rows;
    },
  };
  return world;
}

/** Lines of the events that the summary holds, of the runs that are named, by the seconds from the beginning of the window; all runs without. */
export async function summarisedLines(world: SummaryWorld, runs?: ReadonlySet<number>): Promise<string[]> {
  const rows = await world.search(summarySearch({ index: 'sidecar_summary' }));
  return rows.flatMap(linesOfRow(runs));
}

/** Lines of the events of a packed row. */
export function linesOfRow(runs?: ReadonlySet<number>): (row: Row) => string[] {
  return ({ looks }) =>
    [looks as string | readonly string[]].flat().flatMap((text) => {
      const { fields, entries } = parseLook(text)!;
      if (fields === null) return [];
      return entries
        .filter(({ run }) => runs?.has(Number(run)) ?? true)
        .flatMap((entry) => [...linesOf(fields, entry)]);
    });
}

/** How many events of the summary were written so far. */
export const countWritten = (world: SummaryWorld): number =>
  world.written.filter(({ source }) => source === SUMMARY_SOURCE).length;
