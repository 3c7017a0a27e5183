import { type SeedEvent } from '../seed-event.ts';
import { eventData } from './event-data.ts';
import { jsonInside } from './json-text.ts';
import { lineWriter } from './line-writer.ts';
import { slots } from './slots.ts';
import { tasks } from './tasks.ts';

/** The Windows security event as Winlogbeat 7 ships it: values under `winlog.event_data`, milliseconds only. */
export const formatWinlogbeat: (event: SeedEvent) => string = lineWriter((event, self) => {
  const { signature_id: id, action, signature } = event;
  const task = JSON.stringify(tasks[id]?.[1] ?? '');
  return [
    '{"@timestamp":"',
    slots.timeToMs,
    'Z","@metadata":{"beat":"winlogbeat","type":"_doc","version":"7.17.0"},' +
      `"event":{"kind":"event","code":${id},"action":${task},"outcome":"${action}","provider":"Microsoft-Windows-Security-Auditing"},` +
      `"winlog":{"channel":"Security","provider_name":"Microsoft-Windows-Security-Auditing","event_id":${id},"task":${task},` +
      '"opcode":"Info","api":"wineventlog","record_id":',
    slots.recordId,
    `,"keywords":["Audit ${action === 'success' ? 'Success' : 'Failure'}"],"computer_name":"`,
    slots.dest,
    '","event_data":{"',
    ...eventData(event, self).flatMap(([name, value], i) => [
      `${i === 0 ? '' : '","'}${name}":"`,
      typeof value === 'string' ? jsonInside(value) : value,
    ]),
    '"}},"host":{"name":"',
    slots.dest,
    `"},"log":{"level":"information"},"message":${JSON.stringify(`${signature}.`)}}`,
  ];
}, jsonInside);
