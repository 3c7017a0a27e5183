// How much does normalising add to parsing the same lines? (build first: npx tsup; then: node bench/normalise.bench.mjs)
import { normalise, normaliseLine } from '../dist/index.js';

const count = 20_000;
const repeats = 15;
const messages = {
  4624: 'An account was successfully logged on',
  4625: 'An account failed to log on',
  4634: 'An account was logged off',
  4768: 'A Kerberos authentication ticket (TGT) was requested',
};
const ids = Object.keys(messages).map(Number);
const at = (i) => `${new Date(1_788_744_593_460 + i * 997).toISOString().slice(0, -1)}810Z`;

const shapes = {
  "the seed's JSON": (i) =>
    JSON.stringify({
      TimeCreated: at(i),
      user: `user.${i % 300}`,
      src_user: `user.${i % 300}`,
      src: `10.10.${i % 7}.${i % 250}`,
      dest: `WORKSTATION${i % 199}`,
      signature_id: ids[i % 4],
      signature: messages[ids[i % 4]],
      action: i % 4 === 1 ? 'failure' : 'success',
      process: 'C:\\Windows\\System32\\lsass.exe',
    }),
  'CIM fields': (i) =>
    JSON.stringify({
      _time: at(i).replace('T', ' ').replace('Z', ' GMT'),
      user: `user.${i % 300}`,
      src_ip: `::ffff:10.10.${i % 7}.${i % 250}`,
      dest: `WORKSTATION${i % 199}`,
      EventCode: String(ids[i % 4]),
      signature: messages[ids[i % 4]],
      action: i % 4 === 1 ? 'failure' : 'success',
      sourcetype: 'XmlWinEventLog',
    }),
  'Winlogbeat 7': (i) =>
    JSON.stringify({
      '@timestamp': at(i),
      winlog: { event_id: ids[i % 4], computer_name: `WORKSTATION${i % 199}`, event_data: eventData(i) },
    }),
};
const xml = (i) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing'/>` +
  `<EventID>${ids[i % 4]}</EventID><Version>2</Version><Keywords>0x8020000000000000</Keywords><TimeCreated SystemTime='${at(i)}'/>` +
  `<EventRecordID>${i}</EventRecordID><Channel>Security</Channel><Computer>WORKSTATION${i % 199}</Computer></System><EventData>` +
  Object.entries(eventData(i))
    .map(([name, value]) => `<Data Name='${name}'>${value}</Data>`)
    .join('') +
  `</EventData></Event>`;

function eventData(i) {
  return {
    SubjectUserSid: 'S-1-5-18',
    SubjectUserName: '-',
    SubjectDomainName: '-',
    TargetUserSid: `S-1-5-21-1-2-3-${i % 300}`,
    TargetUserName: `user.${i % 300}`,
    TargetDomainName: 'CORP',
    TargetLogonId: `0x${i.toString(16)}`,
    LogonType: '3',
    LogonProcessName: 'Kerberos',
    AuthenticationPackageName: 'Kerberos',
    WorkstationName: '-',
    ProcessName: '-',
    IpAddress: `10.10.${i % 7}.${i % 250}`,
    IpPort: String(40_000 + (i % 20_000)),
  };
}

/** Median seconds of processor time for one pass over the items: other work on the machine counts less than on a clock. */
function median(items, act) {
  const seconds = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const before = process.cpuUsage();
    for (const item of items) act(item);
    const { user, system } = process.cpuUsage(before);
    seconds.push((user + system) / 1e6);
  }
  return seconds.sort((a, b) => a - b)[repeats >> 1];
}

const perSecond = (seconds) => `${Math.round(count / seconds).toLocaleString('en')}/s`.padStart(13);
console.log(
  'How much does normalising add to parsing the same lines? Events per second of one core, medians.',
);
console.log(
  'shape'.padEnd(18),
  'JSON.parse'.padStart(13),
  'normalise'.padStart(13),
  'line'.padStart(13),
  'line / parse',
);
for (const [name, write] of Object.entries(shapes)) {
  const lines = Array.from({ length: count }, (_, i) => Buffer.from(write(i)).toString());
  const rows = lines.map((line) => JSON.parse(line));
  const parse = median(lines, (line) => JSON.parse(line));
  const object = median(rows, (row) => normalise(row));
  const line = median(lines, (text) => normaliseLine(text));
  console.log(
    name.padEnd(18),
    perSecond(parse),
    perSecond(object),
    perSecond(line),
    (line / parse).toFixed(2).padStart(12),
  );
}
const lines = Array.from({ length: count }, (_, i) => Buffer.from(xml(i)).toString());
console.log(
  'XML'.padEnd(18),
  ''.padStart(13),
  ''.padStart(13),
  perSecond(median(lines, (text) => normaliseLine(text))),
);
