import { type SeedEvent } from '../seed-event.ts';
import { eventData } from './event-data.ts';
import { lineWriter } from './line-writer.ts';
import { slots } from './slots.ts';
import { tasks } from './tasks.ts';
import { xmlText } from './xml-text.ts';

/** The Windows security event in XML on one line, as Splunk stores it under the source type XmlWinEventLog. */
export const formatXml: (event: SeedEvent) => string = lineWriter((event, self) => {
  const { signature_id: id, action } = event;
  const keywords = action === 'success' ? '0x8020000000000000' : '0x8010000000000000';
  return [
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
      "<Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-A5BA-3E3B0328C30D}'/>" +
      `<EventID>${id}</EventID><Version>0</Version><Level>0</Level><Task>${tasks[id]?.[0] ?? 0}</Task><Opcode>0</Opcode>` +
      `<Keywords>${keywords}</Keywords><TimeCreated SystemTime='`,
    slots.time,
    "'/><EventRecordID>",
    slots.recordId,
    "</EventRecordID><Correlation/><Execution ProcessID='636' ThreadID='",
    slots.thread,
    "'/><Channel>Security</Channel><Computer>",
    slots.dest,
    '</Computer><Security/></System><EventData>',
    ...eventData(event, self).flatMap(([name, value]) => [
      `<Data Name='${name}'>`,
      typeof value === 'string' ? xmlText(value) : value,
      '</Data>',
    ]),
    '</EventData></Event>',
  ];
}, xmlText);
