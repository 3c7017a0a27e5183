import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { eventFormats, formatEvent, type EventFormat, generate, type SeedEvent } from '../src/index.ts';

const events = [...generate({ events: 700, seed: 8, end: '2026-10-01T00:00:00Z', attackShare: 0.2 })].map(
  ({ event }) => event,
);
const roasting = [
  ...generate({ events: 300, seed: 8, end: '2026-10-01T00:00:00Z', scenarios: ['asrep_roasting'] }),
].map(({ event }) => event);
const ids = [...new Set(events.map(({ signature_id: id }) => id))].sort();
const odd: SeedEvent = {
  ...events.find(({ signature_id: id }) => id === 4625)!,
  user: 'o"neil\\<b>&\u2028\ud800',
  src_user: "it's",
  dest: 'ä\n',
  process: 'C:\\"x"\\a.exe',
};

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === 'Data',
});

/** The named values and the system part of an event in XML. */
function readXml(line: string): { system: Record<string, unknown>; data: Record<string, string> } {
  const { Event: event } = xml.parse(line, true) as {
    Event: { System: Record<string, unknown>; EventData: { Data: { Name: string; '#text'?: string }[] } };
  };
  return {
    system: event.System,
    data: Object.fromEntries(event.EventData.Data.map((one) => [one.Name, one['#text'] ?? ''])),
  };
}

describe('formatEvent', () => {
  it('meets all kinds of Windows events in these tests', () => {
    expect(ids).toEqual([4624, 4625, 4634, 4648, 4672, 4768, 4769, 4771, 4776]);
  });

  it.for(eventFormats)('%s is one line, and its JSON or XML can be read back', (format) => {
    for (const event of [...events, odd]) {
      const line = formatEvent(event, format);
      expect(line).not.toMatch(/[\n\r]/);
      if (format === 'xmlwineventlog') readXml(line);
      else JSON.parse(line);
    }
  });

  it.for([
    { format: 'seed', sha: '9b21b965542012fac6ca6edf0f05c12d' },
    { format: 'cim', sha: '583602d3a6b9e9d7f255bef5142a9fa9' },
    { format: 'xmlwineventlog', sha: '4a35c975cdc1a00d7c3f208081b5b161' },
    { format: 'winlogbeat', sha: '3329e74c398c0d90df38acb953bca07f' },
    { format: 'hec', sha: 'a500a53a1cc951b39b8b713b2e8d0a2a' },
  ] as const)('$format: the bytes it always wrote', ({ format, sha }) => {
    const text = [...events, ...roasting, odd].map((event) => formatEvent(event, format)).join('\n');
    expect(createHash('sha256').update(text).digest('hex').slice(0, 32)).toBe(sha);
  });

  it('seed: the fields of the event, without those that are null or for richer formats only', () => {
    const richer = new Set(['ticket_encryption_type', 'pre_auth_type', 'service_name']);
    for (const event of [...events, odd]) {
      const fields = Object.entries(event).filter(([name, value]) => value !== null && !richer.has(name));
      expect(formatEvent(event, 'seed')).toBe(JSON.stringify(Object.fromEntries(fields)));
    }
  });

  it('seed of the original profile: its nine fields and no more', () => {
    const [first] = generate({ events: 1, end: '2026-10-01', profile: 'original' });
    const { event } = first!;
    const names = 'TimeCreated,user,src_user,src,dest,signature_id,signature,action,process';
    expect(Object.keys(JSON.parse(formatEvent(event, 'seed')) as object).join()).toBe(names);
    expect(event.TimeCreated).toMatch(/\.\d{6}Z$/);
  });

  it('cim: all values are text, with _time as the export writes it', () => {
    const row = JSON.parse(formatEvent(odd, 'cim')) as Record<string, unknown>;
    expect(Object.values(row).every((value) => typeof value === 'string')).toBe(true);
    expect(row).toMatchObject({
      user: odd.user,
      dest: odd.dest,
      signature_id: '4625',
      EventCode: '4625',
      action: 'failure',
    });
    expect(row['_time']).toBe(odd.TimeCreated.replace('T', ' ').slice(0, 23) + ' GMT');
  });

  it('hec: an envelope with the time in seconds around the seed', () => {
    const { time, event, ...rest } = JSON.parse(formatEvent(odd, 'hec')) as Record<string, unknown>;
    expect(rest).toEqual({
      host: odd.dest,
      source: 'log-generator',
      sourcetype: 'ml:sidecar:json',
      index: 'ml_sidecar',
    });
    expect(time).toBeCloseTo(Date.parse(odd.TimeCreated) / 1000, 2);
    expect(event).toEqual(JSON.parse(formatEvent(odd, 'seed')));
  });

  it.for(ids)('xmlwineventlog: event %d says what happened to whom, where and when', (id) => {
    for (const event of events.filter(({ signature_id }) => signature_id === id).slice(0, 20)) {
      const { system, data } = readXml(formatEvent(event, 'xmlwineventlog'));
      expect(system).toMatchObject({ EventID: String(id), Computer: event.dest, Channel: 'Security' });
      expect(system['TimeCreated']).toEqual({ SystemTime: event.TimeCreated });
      expect(system['Keywords']).toBe(
        event.action === 'success' ? '0x8020000000000000' : '0x8010000000000000',
      );
      const user = (id === 4672 ? data['SubjectUserName'] : data['TargetUserName'])!;
      expect(user.split('@')[0]).toBe(event.user);
      const address = data['IpAddress'] ?? data['Workstation'];
      expect(address?.replace('::ffff:', '')).toBe(id === 4634 || id === 4672 ? undefined : event.src);
      if (event.logon_type !== null) expect(data['LogonType']).toBe(String(event.logon_type));
      if (event.sub_status !== null) expect(data['SubStatus']).toBe(event.sub_status.toLowerCase());
    }
  });

  it('xmlwineventlog: marks survive, and what XML cannot hold becomes U+FFFD', () => {
    const { data } = readXml(formatEvent({ ...odd, user: `a&b<c>'d"e\u0000f` }, 'xmlwineventlog'));
    expect(data['TargetUserName']).toBe(`a&b<c>'d"e\ufffdf`);
  });

  it.for([
    { id: 4768, status: '0x0', encryption: '0x12', preAuth: '2' },
    { id: 4768, status: '0x6', encryption: '0xffffffff', preAuth: '-' },
    { id: 4769, status: '0x0', encryption: '0x12', preAuth: undefined },
    { id: 4771, status: '0x18', encryption: undefined, preAuth: '2' },
  ])('tells the kind of ticket of $id with $status', ({ id, status, encryption, preAuth }) => {
    const event = [...events, ...roasting].find(
      (one) => one.signature_id === id && one.status === status && one.service_name === null,
    )!;
    const { data } = readXml(formatEvent(event, 'xmlwineventlog'));
    expect([data['TicketEncryptionType'], data['PreAuthType']]).toEqual([encryption, preAuth]);
    const row = JSON.parse(formatEvent(event, 'cim')) as Record<string, unknown>;
    const given = encryption === '0xffffffff' ? undefined : encryption;
    expect(row['Ticket_Encryption_Type']).toBe(given);
    expect(row['Pre_Authentication_Type']).toBe(preAuth === '-' ? undefined : preAuth);
    expect(row['Service_Name']).toBe(id === 4769 ? data['ServiceName'] : undefined);
  });

  it('numbers of records ascend with time, and an event has the same bytes wherever it stands', () => {
    const numbers = events.map((event) =>
      Number(readXml(formatEvent(event, 'xmlwineventlog')).system['EventRecordID']),
    );
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    for (const format of eventFormats) {
      const lines = events.map((event) => formatEvent(event, format));
      const backwards = events.toReversed().map((event) => formatEvent(event, format));
      expect(backwards.toReversed()).toEqual(lines);
    }
  });

  it('winlogbeat: the same values as the XML', () => {
    for (const event of events.slice(0, 300)) {
      const { winlog } = JSON.parse(formatEvent(event, 'winlogbeat')) as { winlog: Record<string, unknown> };
      expect(winlog['event_data']).toEqual(readXml(formatEvent(event, 'xmlwineventlog')).data);
      expect(winlog).toMatchObject({ event_id: event.signature_id, computer_name: event.dest });
    }
  });

  it('survives any text in any field', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, text, (user, src, dest, process) => {
        const event = { ...odd, user, src, dest, process };
        expect(JSON.parse(formatEvent(event, 'seed'))).toMatchObject({ user, src, dest, process });
        expect(JSON.parse(formatEvent(event, 'cim'))).toMatchObject({ user, src, dest, process });
      }),
      { numRuns: 40 },
    );
  });

  it('refuses an unknown format', () => {
    const message = 'format is csv, expected one of seed, cim, xmlwineventlog, winlogbeat, hec';
    expect(() => formatEvent(odd, 'csv' as EventFormat)).toThrow(new RangeError(message));
  });
});
