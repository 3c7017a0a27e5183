import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuthEvent, isRejection, normalise } from '@sidecar/events';
import { formatEvent, generate } from '@sidecar/log-generator';
import { parseConfig, parseModel, type SidecarModel, train } from '@sidecar/pipeline';
import type { BehaviorModel } from '@sidecar/scoring';
import {
  createMemoryEnvironment,
  createSearchEngine,
  type MemoryEnvironment,
  type Row,
  rowsOf,
} from '@sidecar/spl';
import type { ApplyDefinition } from '../../src/apply/apply-definition.ts';
import { csvText } from '../../src/apply/csv-text.ts';
import { type SeedRow, strangeRows } from './strange-rows.ts';

const DAY_MS = 86_400_000;
export const START = Date.UTC(2026, 7, 3);
const TRAINED_DAYS = 60;
const DAYS = 80;
/** Where training ended. */
export const TRAINED: number = START + TRAINED_DAYS * DAY_MS;
export const END: number = START + DAYS * DAY_MS;

/**
 * Eighty days of an organisation, with rows that no generator writes among them; in time order. Attacks are in the first forty days and after the
 * training: those that thresholds are learned from have none.
 */
export function rows(): SeedRow[] {
  const generated = generate({
    events: 14_000,
    start: START,
    end: END,
    seed: 11,
    attackShare: 0.03,
    people: 60,
    services: 15,
    admins: 6,
  });
  const usual: SeedRow[] = [];
  for (const { event, label } of generated) {
    const row = JSON.parse(formatEvent(event, 'seed')) as SeedRow;
    const isLearnedFrom = timeOf(row) >= START + 40 * DAY_MS && timeOf(row) < TRAINED;
    if (label.label === 0 || !isLearnedFrom) usual.push(row);
  }
  const strange = [
    ...strangeRows(80, { from: START, until: START + 40 * DAY_MS, seed: 'known' }),
    ...strangeRows(500, { from: TRAINED, until: END, seed: 'strange' }),
  ];
  return [...usual, ...strange].sort((a, b) => timeOf(a) - timeOf(b));
}

export function timeOf(row: SeedRow): number {
  return Date.parse(String(row['TimeCreated']));
}

/** Trains on what came before `TRAINED`, in the way of `sidecar train`. */
export async function trainedOn(
  all: readonly SeedRow[],
  modeling: Readonly<Record<string, unknown>> = {},
): Promise<BehaviorModel> {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-apply-'));
  try {
    const input = join(folder, 'log.ndjson');
    const modelPath = join(folder, 'model.json');
    writeFileSync(
      input,
      all
        .filter((row) => timeOf(row) < TRAINED)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    );
    const { config } = parseConfig(JSON.stringify({ modeling }));
    await train({ inputs: [input], modelPath, config });
    return parseModel(readFileSync(modelPath, 'utf8'), modelPath).model as Extract<
      SidecarModel,
      { preset: 'behavior' }
    >;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Numbered {
  readonly place: number;
  readonly row: SeedRow;
  /** Undefined for what is no event. */
  readonly event: AuthEvent | undefined;
  readonly rejected: string | undefined;
}

/** Events, at even distances, half of them from the time of training and half later. */
export function sample(all: readonly SeedRow[], size: number): Numbered[] {
  const halves = [all.filter((row) => timeOf(row) < TRAINED), all.filter((row) => timeOf(row) >= TRAINED)];
  const chosen = halves.flatMap((half) =>
    Array.from({ length: size / 2 }, (_, i) => half[Math.floor((i * half.length) / (size / 2))]!),
  );
  return numbered(chosen);
}

/** Rows by place, with the event that each is. */
export function numbered(some: readonly SeedRow[]): Numbered[] {
  return some.map((row, place) => {
    const event = normalise(row);
    return isRejection(event)
      ? { place, row, event: undefined, rejected: event.reason }
      : { place, row, event, rejected: undefined };
  });
}

/** What Splunk would hold: the events as JSON, and the lookups and macros of the definition, the lookups read from their CSV. */
export function environmentOf(
  events: readonly Numbered[],
  { lookups, macros }: ApplyDefinition,
): MemoryEnvironment {
  return createMemoryEnvironment({
    now: END / 1000,
    indexes: { ml_sidecar: 'event' },
    events: events.map(({ place, row }) => ({
      raw: { place, ...row },
      time: timeOf(row) / 1000,
      index: 'ml_sidecar',
      sourcetype: 'ml:sidecar:json',
    })),
    lookups: Object.fromEntries(
      lookups.map(({ name, header, rows: all }) => [
        name,
        { isCaseSensitive: true, maxMatches: 1, fields: header, rows: parseCsv(csvText(header, all)) },
      ]),
    ),
    macros: Object.fromEntries(macros.map(({ name, definition }) => [name, definition])),
  });
}

/** Rows of a search by the place of their event. */
export async function searchByPlace(
  environment: MemoryEnvironment,
  search: string,
): Promise<Map<number, Row>> {
  const found = await rowsOf(
    createSearchEngine(environment)
      .prepare(search, { requiredFields: ['*'] })
      .run(),
  );
  return new Map(found.map((row) => [Number(row['place']), row]));
}

/** A reader of RFC 4180 that knows nothing of the writer. */
export function parseCsv(text: string): Record<string, string>[] {
  const records: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^,\n]*)(,|\n)/y;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    const [, value, end] = match as unknown as [string, string, string];
    records.at(-1)!.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === '\n') records.push([]);
  }
  const [header, ...body] = records.slice(0, -1);
  return body.map((cells) => {
    if (cells.length !== header!.length) throw new Error(`${cells.length} cells, expected ${header!.length}`);
    return Object.fromEntries(cells.map((value, i) => [header![i]!, value]));
  });
}
