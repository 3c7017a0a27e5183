import { type SeedEvent } from '../seed-event.ts';
import { jsonText } from './json-text.ts';
import { formatSeed } from './seed.ts';

/** The seed's JSON in the envelope of Splunk's HTTP Event Collector: `time` in seconds, microseconds kept. */
export function formatHec(event: SeedEvent): string {
  const { TimeCreated: time, dest } = event;
  const seconds = Date.parse(`${time.slice(0, 19)}Z`) / 1000;
  return `{"time":${seconds}.${time.slice(20, 26)},"host":${jsonText(
    dest,
  )},"source":"log-generator","sourcetype":"ml:sidecar:json","index":"ml_sidecar","event":${formatSeed(event)}}`;
}
