import type { Fields } from './fields.ts';
import { isZoneless, parseTime } from './parse-time.ts';

const quarterHour = 900_000;

/** Time of a flat row, by the first name it has: the event's own before Splunk's, and a shipper's last. */
export function flatTime(row: Fields): unknown {
  return (
    row.TimeCreated ??
    nxlogTime(row) ??
    row.TimeGenerated ??
    row._time ??
    row['@timestamp'] ??
    row.timestamp ??
    row.time ??
    row.SystemTime
  );
}

/**
 * NXLog writes `EventTime` in the machine's local time, without a zone. Where Logstash has added `@timestamp` (UTC) at the moment NXLog
 * calls `EventReceivedTime` (local), their difference to the quarter hour is the zone. Otherwise the time counts as UTC.
 */
function nxlogTime(row: Fields): unknown {
  const local = row.EventTime;
  if (!isZoneless(local) || !isZoneless(row.EventReceivedTime)) return local;
  const west = parseTime(row['@timestamp']) - parseTime(row.EventReceivedTime);
  const rounded = Math.round(west / quarterHour) * quarterHour;
  const isZone = Math.abs(west - rounded) < 120_000 && Math.abs(rounded) <= 56 * quarterHour;
  return isZone ? parseTime(local) + rounded : local;
}
