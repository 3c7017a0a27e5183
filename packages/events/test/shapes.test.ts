import { describe, expect, it, test } from 'vitest';
import { type AuthEvent, normalise, normaliseLine } from '../src/index.ts';
import { failedLogon, failedLogonXml, ticket } from './fixtures/shapes.ts';

const instant = Date.UTC(2026, 9, 8, 13, 47, 15, 123);

/** One failed network logon, invented, as every shape should tell it. */
const expected: AuthEvent = {
  time: instant,
  user: 'a.lindqvist',
  src_user: 'FILE07$',
  src: '10.20.30.40',
  dest: 'FILE07.corp.example',
  signature_id: 4625,
  signature: 'User name is correct but the password is wrong',
  action: 'failure',
  process: 'C:\\Windows\\System32\\svchost.exe',
  logon_type: 3,
  authentication_package: 'NTLM',
  status: '0xc000006d',
  sub_status: '0xc000006a',
  service: null,
  dest_nt_domain: 'CORP',
};

describe('a failed logon reads the same', () => {
  it.for(Object.entries(failedLogon))('as %s', ([, row]) => {
    expect(normalise(row)).toEqual(expected);
    expect(normaliseLine(JSON.stringify(row))).toEqual(expected);
  });

  it.for([
    ['an export row', (row: object) => ({ preview: false, offset: 3, lastrow: true, result: row })],
    ['a HEC envelope', (row: object) => ({ time: 1, host: 'h', sourcetype: 's', event: row })],
    ['a HEC envelope with text', (row: object) => ({ time: 1, event: JSON.stringify(row) })],
    [
      '_raw',
      (row: object) => ({
        _time: '2001-01-01T00:00:00Z',
        _raw: JSON.stringify(row),
        host: 'h',
        user: 'other',
      }),
    ],
    ['an export row of _raw', (row: object) => ({ preview: false, result: { _raw: JSON.stringify(row) } })],
  ] as const)('inside %s', ([, wrap]) => {
    for (const row of Object.values(failedLogon)) expect(normalise(wrap(row))).toEqual(expected);
  });

  test('as XML, on a line and inside _raw', () => {
    expect(normaliseLine(failedLogonXml)).toEqual(expected);
    expect(normaliseLine(`\uFEFF<?xml version="1.0"?>\r\n${failedLogonXml}\r`)).toEqual(expected);
    expect(normalise({ _time: '1', _raw: failedLogonXml, sourcetype: 'XmlWinEventLog' })).toEqual(expected);
    expect(normalise({ preview: false, offset: 0, result: { _raw: failedLogonXml } })).toEqual(expected);
    expect(normalise({ time: 1, event: failedLogonXml })).toEqual(expected);
  });
});

describe('a Kerberos ticket reads the same', () => {
  it.for(Object.entries(ticket))('as %s', ([, row]) => {
    expect(normalise(row)).toMatchObject({
      time: instant,
      user: 'a.lindqvist',
      src_user: null,
      src: '10.20.30.40',
      dest: 'DC01.corp.example',
      signature_id: 4769,
      signature: 'A Kerberos service ticket was requested',
      action: 'success',
      status: '0x0',
      service: 'FILE07$',
      dest_nt_domain: 'CORP.EXAMPLE',
    });
  });
});

describe("the seed's shape", () => {
  const seed = {
    TimeCreated: '2026-10-08T13:47:15.1230000Z',
    user: 'CORP\\a.lindqvist',
    src_user: 'svc@CORP',
    src: '127.0.0.1',
    dest: 'localhost',
    signature_id: 4624,
    signature: 'Own words',
    action: 'success',
    process: 'unknown',
  };

  test('keeps every value as it came', () => {
    const { TimeCreated, ...values } = seed;
    expect(normalise(seed)).toMatchObject({ ...values, time: Date.parse(TimeCreated) });
  });

  test('fills in what follows from the id', () => {
    const { signature: _, action: __, ...rest } = seed;
    expect(normalise(rest)).toMatchObject({
      signature: 'An account was successfully logged on',
      action: 'success',
    });
    expect(normalise({ ...rest, signature_id: '4625' })).toMatchObject({
      signature_id: 4625,
      action: 'failure',
    });
  });

  test.for(['', '-', ' ', 'N/A', 'n/a', 'null', 'NULL', '(null)', null, undefined, [], ['-'], {}, true])(
    'reads %j as absent',
    (value) => {
      const event = normalise({ ...seed, src: value, dest: value, src_user: value, process: value });
      expect(event).toMatchObject({ src: null, dest: null, src_user: null, process: null });
    },
  );
});

describe('the row and what it wraps', () => {
  test("where _raw is no event, the row's own fields are", () => {
    const row = {
      _time: '2026-10-08T13:47:15.123+00:00',
      user: 'bob',
      src_ip: '::ffff:10.1.1.1',
      action: 'Failure',
    };
    const event = { time: instant, user: 'bob', src: '10.1.1.1', action: 'failure', signature_id: null };
    for (const _raw of [
      '',
      'EventCode=4625 text',
      '{broken',
      '[1]',
      '<Event>cut',
      '{"user":{"id":7}}',
      '{"x":1}',
    ]) {
      expect(normalise({ ...row, _raw })).toMatchObject(event);
    }
  });

  test("a wrapper's time serves an event that has none", () => {
    const event = { user: 'bob', src: '10.1.1.1' };
    expect(normalise({ _time: '2026-10-08 13:47:15.123 GMT', _raw: JSON.stringify(event) })).toMatchObject({
      time: instant,
    });
    expect(normalise({ time: instant / 1000, event })).toMatchObject({ time: instant, user: 'bob' });
  });

  it.for([
    ['result', (row: object) => ({ result: row })],
    ['event', (row: object) => ({ event: row })],
    ['_raw', (row: object) => ({ _raw: JSON.stringify(row) })],
  ] as const)('wrapped in %s more than four times, an event is not looked for', ([, wrap]) => {
    let row: object = { _time: 1_791_467_235, user: 'bob' };
    for (let i = 0; i < 4; i++) row = wrap(row);
    expect(normalise(row)).toMatchObject({ user: 'bob' });
    expect(normalise(wrap(row))).toMatchObject({ rejected: true, reason: 'no_user' });
  });
});

describe('choosing among several values', () => {
  const row = { _time: '2026-10-08T13:47:15.123Z', EventCode: '4624' };

  it.for([
    ['src before src_ip', { src: 'WS1', src_ip: '10.0.0.1' }, 'WS1'],
    ['src_ip where src is filled with unknown', { src: 'unknown', src_ip: '10.0.0.1' }, '10.0.0.1'],
    ['an address before a workstation', { WorkstationName: 'WS1', IpAddress: '10.0.0.1' }, '10.0.0.1'],
    ['a workstation before a loopback address', { WorkstationName: 'WS1', IpAddress: '::1' }, 'WS1'],
    ['nothing for a loopback address alone', { WorkstationName: '-', IpAddress: '127.0.0.1' }, null],
    ['nothing for a session at the console', { ClientAddress: 'LOCAL' }, null],
    ['a workstation without its slashes', { Workstation: '\\\\WS1' }, 'WS1'],
    [
      "classic text's address",
      { Source_Network_Address: '::ffff:10.0.0.1', Workstation_Name: 'WS1' },
      '10.0.0.1',
    ],
  ] as const)('source: %s', ([, fields, src]) => {
    expect(normalise({ ...row, user: 'bob', ...fields })).toMatchObject({ src });
  });

  it.for([
    ['CIM first', { user: 'bob', TargetUserName: 'eve' }, 'bob'],
    ['the raw name where the model filled in unknown', { user: 'unknown', TargetUserName: 'eve' }, 'eve'],
    ['the last of several', { user: ['FILE07$', 'bob'] }, 'bob'],
    ['without domain', { user: 'CORP\\bob' }, 'bob'],
    ['without realm', { TargetUserName: 'bob@CORP.EXAMPLE' }, 'bob'],
    ['the second of two account names', { Account_Name: ['FILE07$', 'bob'] }, 'bob'],
    ['a number', { user: 1007 }, '1007'],
  ] as const)('user: %s', ([, fields, user]) => {
    expect(normalise({ ...row, ...fields })).toMatchObject({ user });
  });

  test('an account of another product is not taken apart', () => {
    const event = normalise({
      _time: 1_791_467_235,
      user: 'bob@example.com',
      signature_id: 'okta:1',
      app: 'okta',
    });
    expect(event).toMatchObject({ user: 'bob@example.com', signature_id: null });
  });

  test('4672 names its subject as user, and a failed logon never does', () => {
    expect(
      normalise({ ...row, EventCode: 4672, SubjectUserName: 'adm', SubjectDomainName: 'CORP' }),
    ).toMatchObject({
      user: 'adm',
      src_user: 'adm',
      dest_nt_domain: 'CORP',
    });
    const failed = { ...row, EventCode: 4625, SubjectUserName: 'FILE07$', TargetUserName: '-' };
    expect(normalise(failed)).toMatchObject({ rejected: true, reason: 'no_user' });
    expect(normalise({ ...row, EventCode: 4625, Account_Name: ['FILE07$', '-'] })).toMatchObject({
      reason: 'no_user',
    });
  });

  test('4648 comes from the computer that logged it, and goes to the server it names', () => {
    const logon = { ...row, EventID: 4648, TargetUserName: 'bob', IpAddress: '-', Computer: 'WS1' };
    expect(normalise({ ...logon, TargetServerName: 'localhost' })).toMatchObject({ src: 'WS1', dest: 'WS1' });
    expect(normalise({ ...logon, TargetServerName: 'DB2' })).toMatchObject({ src: 'WS1', dest: 'DB2' });
    expect(normalise({ ...logon, IpAddress: '10.0.0.1' })).toMatchObject({ src: '10.0.0.1' });
  });

  test('4740 comes from the calling computer', () => {
    const lockout = {
      ...row,
      EventID: 4740,
      TargetUserName: 'bob',
      TargetDomainName: 'WS1',
      Computer: 'DC01',
    };
    expect(normalise(lockout)).toMatchObject({
      user: 'bob',
      src: 'WS1',
      dest_nt_domain: null,
      action: 'denied',
    });
  });

  test('a long field is cut, a long user is refused', () => {
    const long = 'x'.repeat(5000);
    expect(normalise({ ...row, user: 'bob', process: long })).toMatchObject({ process: 'x'.repeat(1024) });
    expect(normalise({ ...row, user: long })).toMatchObject({ rejected: true, reason: 'too_long' });
  });
});

describe("NXLog's local time", () => {
  const row = { EventID: 4634, EventTime: '2026-10-08 09:47:15', TargetUserName: 'bob' };
  const received = { EventReceivedTime: '2026-10-08 09:47:17' };

  it.for([
    ['is put right by what Logstash adds', { ...received, '@timestamp': '2026-10-08T13:47:17.456Z' }, 13],
    ['counts as UTC without it', received, 9],
    [
      'counts as UTC where the two clocks disagree',
      { ...received, '@timestamp': '2026-10-08T13:55:00.000Z' },
      9,
    ],
  ] as const)('%s', ([, fields, hour]) => {
    expect(normalise({ ...row, ...fields })).toMatchObject({ time: Date.UTC(2026, 9, 8, hour, 47, 15) });
  });
});
