import { isTimeDivisible, type SplunkClient } from '@sidecar/splunk-client';
import type { IngestionConfig } from '../config/index.ts';
import type { Check } from './check.ts';

/** What `earliest` and `latest` mean to the server, and whether the time between is read window by window. */
export async function checkTime(
  client: SplunkClient,
  { earliest, latest, query, windows }: IngestionConfig,
  signal?: AbortSignal,
): Promise<Check> {
  const name = 'time';
  const [from, to] = (await client.parseTimes([earliest, latest], signal)) ?? [];
  if (from === undefined || to === undefined) {
    const finding = `the server does not say what ${earliest} and ${latest} mean, so one search reads it all`;
    const remedy =
      'Correct ingestion.earliest and latest; if the query works, a run does too, but must begin anew when its connection breaks.';
    return { name, status: 'warning', finding, remedy };
  }
  if (from >= to) {
    const finding = `there is none from ${inWords(from)} to ${inWords(to)}`;
    return { name, status: 'failed', finding, remedy: 'Put ingestion.earliest before latest.' };
  }
  const isDivided = windows === 'always' || (windows === 'auto' && isTimeDivisible(query));
  const how = isDivided ? 'read window by window' : 'read by one search';
  return { name, status: 'ok', finding: `from ${inWords(from)} to ${inWords(to)}, ${how}` };
}

function inWords(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace('.000Z', 'Z');
}
