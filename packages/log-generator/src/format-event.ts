import { formatCim } from './formats/cim.ts';
import { formatHec } from './formats/hec.ts';
import { formatSeed } from './formats/seed.ts';
import { formatWinlogbeat } from './formats/winlogbeat.ts';
import { formatXml } from './formats/xml.ts';
import { type SeedEvent } from './seed-event.ts';

export type EventFormat = 'seed' | 'cim' | 'xmlwineventlog' | 'winlogbeat' | 'hec';

const writers: ReadonlyMap<EventFormat, (event: SeedEvent) => string> = new Map([
  ['seed', formatSeed],
  ['cim', formatCim],
  ['xmlwineventlog', formatXml],
  ['winlogbeat', formatWinlogbeat],
  ['hec', formatHec],
]);

/** All formats `formatEvent` knows. */
export const eventFormats: readonly EventFormat[] = [...writers.keys()];

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
  const write = writers.get(format);
  if (write === undefined) {
    throw new RangeError(`format is ${String(format)}, expected one of ${eventFormats.join(', ')}`);
  }
  return write(event);
}
