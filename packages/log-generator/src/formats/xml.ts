import { type SeedEvent } from '../seed-event.ts';
import { eventData } from './event-data.ts';
import { tasks } from './tasks.ts';
import { hash } from './windows-ids.ts';

/** The Windows security event in XML on one line, as Splunk stores it under the source type XmlWinEventLog. */
export function formatXml(event: SeedEvent): string {
  const { TimeCreated: time, signature_id: id, action, dest } = event;
  const keywords = action === 'success' ? '0x8020000000000000' : '0x8010000000000000';
  let data = '';
  for (const [name, value] of eventData(event)) data += `<Data Name='${name}'>${xmlText(value)}</Data>`;
  return (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
    "<Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-A5BA-3E3B0328C30D}'/>" +
    `<EventID>${id}</EventID><Version>0</Version><Level>0</Level><Task>${tasks[id]?.[0] ?? 0}</Task><Opcode>0</Opcode>` +
    `<Keywords>${keywords}</Keywords><TimeCreated SystemTime='${time}'/>` +
    `<EventRecordID>${recordId(event)}</EventRecordID><Correlation/>` +
    `<Execution ProcessID='${600 + (hash(dest) % 100) * 4}' ThreadID='${1000 + (hash(time) % 1000) * 4}'/>` +
    `<Channel>Security</Channel><Computer>${xmlText(dest)}</Computer><Security/></System>` +
    `<EventData>${data}</EventData></Event>`
  );
}

/** A number that ascends with time, as the ids of records do: milliseconds, without their leading digits. */
export function recordId({ TimeCreated }: SeedEvent): number {
  return Date.parse(`${TimeCreated.slice(0, 23)}Z`) % 100_000_000_000;
}

// oxlint-disable-next-line no-control-regex
const suspect = /[<>&'"\u0000-\u001f\ud800-\udfff\ufffe\uffff]/;
// oxlint-disable-next-line no-control-regex
const special = /[<>&'"\u0000-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const entities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&apos;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** The text with marks escaped, and U+FFFD for what XML cannot hold. */
function xmlText(text: string): string {
  return suspect.test(text) ? text.replace(special, (mark) => entities[mark] ?? '\ufffd') : text;
}
