import type { ScoredRecord } from './render/scored-record.ts';

/** Records chosen from scored lines, and how many lines could not be read. Rejected lines are neither. */
export interface SelectedRecords {
  readonly records: readonly ScoredRecord[];
  readonly unreadable: number;
}

/** The `count` records with the highest scores, highest first, in one pass and without keeping the others. */
export async function topRecords(lines: AsyncIterable<string>, count: number): Promise<SelectedRecords> {
  const records: ScoredRecord[] = [];
  let unreadable = 0;
  for await (const line of lines) {
    const record = parse(line);
    if (record === undefined) unreadable += 1;
    else if (record.rejected !== true) insert(records, record, count);
  }
  return { records, unreadable };
}

/** The first record with this key; reading ends there. */
export async function findRecord(lines: AsyncIterable<string>, key: string): Promise<SelectedRecords> {
  let unreadable = 0;
  for await (const line of lines) {
    const record = parse(line);
    if (record === undefined) unreadable += 1;
    else if (record._key === key) return { records: [record], unreadable };
  }
  return { records: [], unreadable };
}

function insert(records: ScoredRecord[], record: ScoredRecord, count: number): void {
  const score = scoreOf(record);
  if (records.length === count && score <= scoreOf(records.at(-1)!)) return;
  let place = records.length;
  while (place > 0 && scoreOf(records[place - 1]!) < score) place -= 1;
  records.splice(place, 0, record);
  if (records.length > count) records.pop();
}

function scoreOf({ score, final_anomaly_score: classic }: ScoredRecord): number {
  const value = Number(score ?? classic);
  return Number.isFinite(value) ? value : -Infinity;
}

function parse(line: string): ScoredRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as ScoredRecord) : undefined;
  } catch {
    return undefined;
  }
}
