import { formatCim } from './formats/cim.ts';
import { formatHec } from './formats/hec.ts';
import { formatSeed } from './formats/seed.ts';
import { formatWinlogbeat } from './formats/winlogbeat.ts';
import { formatXml } from './formats/xml.ts';
import { type SeedEvent } from './seed-event.ts';

export type EventFormat = 'seed' | 'cim' | 'xmlwineventlog' | 'winlogbeat' | 'hec';

const writers: Readonly<Record<EventFormat, (event: SeedEvent) => string>> = {
  seed: formatSeed,
  cim: formatCim,
  xmlwineventlog: formatXml,
  winlogbeat: formatWinlogbeat,
  hec: formatHec,
};

/** All formats `formatEvent` knows. */
export const eventFormats: readonly EventFormat[] = Object.keys(writers) as EventFormat[];

/**
 * One event as one line of text, without the line end. Depends on the event alone: formatting in parallel or twice gives
 * the same bytes.
 *
 * - `seed`: JSON with the fields of `SeedEvent`, those that are null left out.
 * - `cim`: a row as Splunk's export returns it: text only, `_time` in its own spelling.
 * - `xmlwineventlog`: the Windows event in XML. `Computer` is the event's `dest`.
 * - `winlogbeat`: the Windows event as Winlogbeat 7 ships it.
 * - `hec`: the seed's JSON in an envelope for Splunk's HTTP Event Collector.
 *
 * @throws RangeError if the format is unknown.
 * @example
 * for (const { event } of generate({ events: 10, end: '2026-10-01' })) console.log(formatEvent(event, 'hec'));
 */
export function formatEvent(event: SeedEvent, format: EventFormat): string {
  return formatterOf(format)(event);
}

function formatterOf(format: EventFormat): (event: SeedEvent) => string {
  if (Object.hasOwn(writers, format)) return writers[format];
  throw new RangeError(`format is ${String(format)}, expected one of ${eventFormats.join(', ')}`);
}
