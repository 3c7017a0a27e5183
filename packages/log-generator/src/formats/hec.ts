import { type SeedEvent } from '../seed-event.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { jsonText } from './json-text.ts';
import { formatSeed } from './seed.ts';

/** The seed's JSON in the envelope of Splunk's HTTP Event Collector: `time` in seconds, microseconds kept. */
export function formatHec(event: SeedEvent): string {
  const { TimeCreated: time } = event;
  const head = `{"time":${epochSeconds(time)}.${time.slice(20, 26)},"host":${jsonText(event.dest)}`;
  return `${head},"source":"log-generator","sourcetype":"ml:sidecar:json","index":"ml_sidecar","event":${formatSeed(event)}}`;
}
