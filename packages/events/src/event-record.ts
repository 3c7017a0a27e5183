import { type Fields, isFields } from './fields.ts';
import { flatTime } from './flat-time.ts';
import { integer } from './integer.ts';
import { attribute, content, namedData } from './tree-node.ts';

/** A row of any shape but the seed's, taken apart: what the system says of the event, and the event's own values. */
export interface EventRecord {
  /** Values by name: a Windows event's EventData, or the flat row itself. */
  readonly data: Fields;
  readonly time: unknown;
  readonly id: unknown;
  /** Host that logged the event. */
  readonly computer: unknown;
  /** Audit keywords, which say success or failure. */
  readonly keywords: unknown;
  /** True if `id` is a Windows event id, false if it may be another product's number. */
  readonly windows: boolean;
}

/**
 * Recognises the shape of a row and takes it apart: Winlogbeat 7 and 6 (nested, or with dotted keys), trees of `System` and
 * `EventData` as tools write them from event files, and flat rows: CIM fields, NXLog, Sentinel, Splunk's classic field names.
 */
export function eventRecord(row: Fields): EventRecord {
  if (isFields(row.winlog)) return beatRecord(row.winlog, row.winlog.event_data, row);
  if (row['winlog.event_id'] !== undefined) {
    return beatRecord(dotted(row, 'winlog.'), dotted(row, 'winlog.event_data.'), row);
  }
  if (isFields(row.event_data)) return beatRecord(row, row.event_data, row);
  const tree = isFields(row.Event) ? row.Event : row;
  if (isFields(tree.System)) return treeRecord(tree.System, tree.EventData);
  if (row.event_id !== undefined && row['@timestamp'] !== undefined) {
    return beatRecord(row, dotted(row, 'event_data.'), row);
  }
  return flatRecord(row);
}

function beatRecord(system: Fields, data: unknown, row: Fields): EventRecord {
  return {
    data: isFields(data) ? data : {},
    time: row['@timestamp'],
    id: system.event_id,
    computer: system.computer_name,
    keywords: system.keywords,
    windows: true,
  };
}

function treeRecord(system: Fields, data: unknown): EventRecord {
  const created = system.TimeCreated;
  return {
    data: namedData(data),
    time: isFields(created) ? attribute(created, 'SystemTime') : created,
    id: content(system.EventID),
    computer: content(system.Computer),
    keywords: content(system.Keywords),
    windows: true,
  };
}

function flatRecord(row: Fields): EventRecord {
  const windowsId = integer(row.EventID) ?? integer(row.EventCode) ?? integer(row.event_id);
  return {
    data: row,
    time: flatTime(row),
    id: windowsId ?? row.signature_id,
    computer: row.Computer ?? row.ComputerName ?? row.Hostname ?? row.computer_name,
    keywords: row.Keywords ?? row.EventType,
    windows: windowsId !== null || isWindowsLog(row.sourcetype) || isWindowsLog(row.source),
  };
}

function isWindowsLog(name: unknown): boolean {
  return typeof name === 'string' && /wineventlog/i.test(name);
}

/** The values whose keys begin with `prefix`, by the rest of the key. Without a prototype, so that no key can reach one. */
function dotted(row: Fields, prefix: string): Fields {
  const found = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(row)) {
    if (key.startsWith(prefix)) found[key.slice(prefix.length)] = row[key];
  }
  return found;
}
