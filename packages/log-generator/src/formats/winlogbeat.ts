import { type SeedEvent } from '../seed-event.ts';
import { eventData } from './event-data.ts';
import { jsonText, jsonWord } from './json-text.ts';
import { tasks } from './tasks.ts';
import { recordId } from './xml.ts';

/** The Windows security event as Winlogbeat 7 ships it: values under `winlog.event_data`, milliseconds only. */
export function formatWinlogbeat(event: SeedEvent): string {
  const { TimeCreated: time, signature_id: id, action, dest } = event;
  const task = tasks[id]?.[1] ?? '';
  let data = '';
  for (const [name, value] of eventData(event))
    data += `${data === '' ? '' : ','}"${name}":${jsonText(value)}`;
  return (
    `{"@timestamp":"${time.slice(0, 23)}Z","@metadata":{"beat":"winlogbeat","type":"_doc","version":"7.17.0"},` +
    `"event":{"kind":"event","code":${id},"action":${jsonWord(task)},"outcome":"${action}","provider":"Microsoft-Windows-Security-Auditing"},` +
    `"winlog":{"channel":"Security","provider_name":"Microsoft-Windows-Security-Auditing","event_id":${id},"task":${jsonWord(task)},` +
    `"opcode":"Info","api":"wineventlog","record_id":${recordId(event)},"keywords":["Audit ${action === 'success' ? 'Success' : 'Failure'}"],` +
    `"computer_name":${jsonText(dest)},"event_data":{${data}}},` +
    `"host":{"name":${jsonText(dest)}},"log":{"level":"information"},"message":${jsonWord(`${event.signature}.`)}}`
  );
}
