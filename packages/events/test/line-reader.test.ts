import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, describe, expect, it, test, vi } from 'vitest';
import {
  createLineReader,
  isRejection,
  type LineEvent,
  type LineReader,
  type LineSource,
  normaliseLine,
  type Rejection,
} from '../src/index.ts';
import { arbitraryRow } from './fixtures/arbitrary-row.ts';
import { failedLogon, failedLogonXml, ticket } from './fixtures/shapes.ts';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';

afterEach(() => {
  vi.restoreAllMocks();
});

function lineSource(bytes: Buffer): LineSource {
  return { bytes, textOf: (from, to) => bytes.toString('utf8', from, to) };
}

/** Reads a line from the middle of other bytes, as it lies in a file. */
function read(reader: LineReader, line: string): LineEvent | Rejection {
  const bytes = Buffer.from(`"}\n${line}\n{"`);
  return reader.read(lineSource(bytes), [3], [bytes.length - 3])[0]!;
}

/** What a line must be read as. */
function expected(line: string, latest = Infinity): unknown {
  const text = line.trim();
  const event = normaliseLine(text, { latest });
  if (isRejection(event)) return event;
  const { time, ...kind } = event;
  const names = text.startsWith('<') ? ['_raw'] : Object.keys(JSON.parse(text) as object);
  return { time, kind, names };
}

function expectSame(
  lines: readonly string[],
  options: { latest?: number; most?: number } = { most: 64 },
): void {
  const events = lines.map((line) => expected(line, options.latest));
  const reader = createLineReader(options);
  expect(lines.map((line) => read(reader, line))).toStrictEqual(events);
  const parts = lines.map((line) => Buffer.from(line));
  const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, { length }) => sum + length + 1, 0));
  const source = lineSource(Buffer.from(lines.join('\n')));
  const ends = starts.map((start, i) => start + parts[i]!.length);
  expect(createLineReader(options).read(source, [...starts, -1], [...ends, -1])).toStrictEqual([
    ...events,
    null,
  ]);
}

const seed = (time: string, fields: object = {}): string =>
  JSON.stringify({
    TimeCreated: time,
    user: 'bob',
    src: '10.0.0.7',
    dest: 'FILE01',
    signature_id: 4624,
    ...fields,
  });

const digits = (length: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, '0'));

/** Times in every form that is read, and in forms that are not. */
const time = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('2026-09-07', '2026-09-08', '2024-02-29', '2026-02-29', '2026-9-07', '\u00e42026-09'),
      fc.constantFrom('T', ' ', 't', '\0', '\t'),
      fc.constantFrom('01:29:53', '23:59:59', '24:00:00', '1:29:53', '01.29.53', '01:60:00'),
      fc.oneof(
        fc.constantFrom('', '.', ',5', '.1234567890', '.12x4'),
        digits(3),
        digits(7).map((d) => `.${d}`),
      ),
      fc.constantFrom('Z', 'z', '', '+02:00', ' GMT', 'Z ', ' Z', '\u00a0', '\u007f', '+99:00'),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom('1788744593', '1788744593.25', '133999999999999999', '', '-', 'x', '\\', '"', '2026'),
  fc.constantFrom('2026-09-07T01:29:53.4608101Z', '2026-09-07T01:29:53Z'),
);

describe('reads as normaliseLine does', () => {
  const rows = [...Object.values(failedLogon), ...Object.values(ticket)] as Record<string, unknown>[];
  const timeNames = ['TimeCreated', '_time', '@timestamp', 'EventTime', 'TimeGenerated', 'time'];

  test('rows of any shape, again and again at other times', () => {
    const changes = fc.array(
      fc.record({
        at: fc.nat(),
        name: fc.constantFrom(...timeNames),
        time,
        rename: fc.boolean(),
        latest: fc.constantFrom(Infinity, Date.UTC(2026, 8, 7, 12)),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 8 }), (made, most) => {
        const lines = made.flatMap(({ at, name, time: when, rename }) => {
          const row = rows[at % rows.length]!;
          const changed = rename ? { [name]: when, ...row } : { ...row, [name]: when };
          return [JSON.stringify({ ...changed, [name]: when }), seed(when), seed(when, { user: 'eve' })];
        });
        expectSame([...lines, ...lines], { most, latest: made[0]!.latest });
      }),
      { numRuns: isFull ? 5000 : 150 },
    );
  });

  test('any row with a time in any place', () => {
    fc.assert(
      fc.property(
        arbitraryRow,
        fc.array(time, { minLength: 2, maxLength: 4 }),
        fc.nat(2),
        (row, times, which) => {
          const name = timeNames[which]!;
          const lines = times.map((when) =>
            JSON.stringify({ ...(row as object), [name]: when, user: 'bob' }),
          );
          expectSame([...lines, ...lines, JSON.stringify(row)]);
        },
      ),
      { numRuns: isFull ? 5000 : 150 },
    );
  });

  test('lines with any damage, also within the time', () => {
    const line = seed('2026-09-07T01:29:53.4608101Z');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.string({ unit: 'binary' })), { maxLength: 8 }),
        (cuts) => {
          const damaged = cuts.map(([at, gone, text]) => {
            const start = at % line.length;
            return line.slice(0, start) + text.replace(/[\n\r]/g, '') + line.slice(start + gone);
          });
          expectSame([line, ...damaged, line].map((each) => Buffer.from(each).toString()));
        },
      ),
      { numRuns: isFull ? 5000 : 150 },
    );
  });

  const [early, late] = ['2026-09-07T01:29:53Z', '2026-09-08T01:29:53Z'];
  it.for([
    [
      'a field that is there twice',
      (t: string) => `{"TimeCreated":"${t}","user":"bob","TimeCreated":"${early}"}`,
    ],
    [
      'twice, once in other letters',
      (t: string) => `{"TimeCreated":"${t}","user":"bob","Time\\u0043reated":"${early}"}`,
    ],
    ['within a value', (t: string) => `{"user":"bob","x":{"TimeCreated":"${t}"},"_time":"${early}"}`],
    ['within a name', (t: string) => `{"x\\"TimeCreated":"${t}","user":"bob","_time":"${early}"}`],
    [
      'after a time that counts before it',
      (t: string) => `{"_time":"${t}","user":"bob","EventTime":"${early}"}`,
    ],
    [
      'that gives the zone',
      (t: string) =>
        `{"@timestamp":"${t}","user":"bob","EventTime":"2026-09-07 03:29:53","EventReceivedTime":"2026-09-07 03:29:53"}`,
    ],
    [
      'beside _raw',
      (t: string) =>
        `{"_time":"${t}","user":"bob","_raw":"{\\"user\\":\\"eve\\",\\"_time\\":\\"${early}\\"}"}`,
    ],
    ['that stands in for that of _raw', (t: string) => `{"_time":"${t}","_raw":"{\\"user\\":\\"eve\\"}"}`],
    ['beside a result', (t: string) => `{"_time":"${t}","result":{"user":"eve","time":"${early}"}}`],
    ['beside an event', (t: string) => `{"_time":"${t}","event":{"user":"eve"},"time":"${early}"}`],
    [
      'of the prototype',
      (t: string) => `{"__proto__":{"TimeCreated":"${t}"},"user":"bob","_time":"${early}"}`,
    ],
    ['that is the user too', (t: string) => `{"TimeCreated":"${t}","user":"${t}"}`],
    ['with spaces around the colon', (t: string) => `{"TimeCreated" : "${t}","user":"bob"}`],
    ['with spaces after the colon', (t: string) => `{"TimeCreated":   "${t}", "user":"bob"}`],
    ['with white space around the line', (t: string) => `\uFEFF {"TimeCreated":"${t}","user":"bob"} \r`],
    ['after what is not ASCII', (t: string) => `{"user":"bøb","src":"Zürich","_time":"${t}"}`],
  ] as const)('a time %s', ([, line]) => {
    expectSame([early, late, '2026-09-09T01:29:53Z', '2026-09-07T03:29:53+02:00', late, early].map(line));
  });

  test('texts of one event, also where they were remembered', () => {
    expectSame([failedLogonXml, seed(early), failedLogonXml, seed(late), '', '[]', 'null', '{}', seed(late)]);
  });

  test('bytes that are not UTF-8', () => {
    const line = (when: string): Buffer =>
      Buffer.concat([
        Buffer.from(`{"TimeCreated":"${when}","user":"b`),
        Buffer.of(0xff, 0xc3),
        Buffer.from('"}'),
      ]);
    const reader = createLineReader();
    for (const when of [early, late, late]) {
      const bytes = line(when);
      expect(reader.read(lineSource(bytes), [0], [bytes.length])[0]).toStrictEqual(
        expected(bytes.toString()),
      );
    }
  });

  test.for(['\t', '\0', ' ', '\u007f', Buffer.of(0xa0)])(
    'a known line with %j as it stands beside its time',
    (odd) => {
      const line = (when: string | Buffer): Buffer =>
        Buffer.concat(['{"TimeCreated":"', when, '","user":"bob"}'].map((part) => Buffer.from(part)));
      const around = [
        [odd, early],
        [early, odd],
        [early.slice(0, 10), odd, early.slice(11)],
      ];
      const reader = createLineReader();
      for (const parts of [[early], [late], ...around]) {
        const bytes = line(Buffer.concat(parts.map((part) => Buffer.from(part))));
        expect(reader.read(lineSource(bytes), [0], [bytes.length])[0]).toStrictEqual(
          expected(bytes.toString()),
        );
      }
    },
  );
});

describe('remembers', () => {
  const at = (second: number): string =>
    `2026-09-07T00:${String((second / 60) | 0).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}Z`;

  /** How many of the lines had to be parsed. */
  function parsed(lines: readonly string[], reader = createLineReader()): number {
    const parse = vi.spyOn(JSON, 'parse');
    for (const line of lines) read(reader, line);
    const { length } = parse.mock.calls;
    parse.mockRestore();
    return length;
  }

  it.for([
    ['the seed', (t: string) => seed(t)],
    ['with spaces', (t: string) => seed(t).replaceAll('":', '": ')],
    ['a flat export', (t: string) => JSON.stringify({ host: 'h', _time: t, EventCode: 4625, user: 'bob' })],
    [
      'a shipper',
      (t: string) =>
        JSON.stringify({
          '@timestamp': t,
          winlog: { event_id: 4624, event_data: { TargetUserName: 'bob' } },
        }),
    ],
  ] as const)('lines in the shape of %s: the second is not parsed', ([, line]) => {
    expect(parsed([line(at(1))])).toBe(1);
    expect(parsed([1, 2, 3, 4].map((second) => line(at(second))))).toBe(1);
  });

  it('kinds: equal ones are one object, however the lines are written', () => {
    const reader = createLineReader();
    const lines = [
      seed(at(1)),
      seed(at(2)),
      seed(at(3), { more: 1 }),
      seed(at(4), { more: 2 }),
      `${seed(at(5)).slice(0, -1)} }`,
    ];
    const kinds = new Set(lines.map((line) => (read(reader, line) as LineEvent).kind));
    expect(kinds.size).toBe(1);
    expect((read(reader, seed(at(6), { user: 'eve' })) as LineEvent).kind).not.toBe([...kinds][0]);
  });

  it('no more than it may', () => {
    const lines = [1, 2, 3].map((n) => seed(at(n), { dest: `D${n}` }));
    expect(parsed([...lines, ...lines], createLineReader({ most: 3 }))).toBe(3);
    expect(parsed([...lines, ...lines], createLineReader({ most: 2 }))).toBeGreaterThan(4);
  });

  it('nothing for a while where every line is another, and goes on after that', () => {
    const reader = createLineReader();
    for (let n = 0; n < 16_384; n++) read(reader, seed(at(n % 3600), { serial: n }));
    expect(parsed([seed(at(1)), seed(at(2)), seed(at(3))], reader)).toBe(3);
    for (let n = 0; n < 262_144; n++) read(reader, '{}');
    expect(parsed([seed(at(1)), seed(at(2)), seed(at(3))], reader)).toBe(1);
  });

  it('no line by way of a text that it was a part of', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const reader = createLineReader();
    const padding = `<Data Name="x">${'x'.repeat(10_000_000)}</Data></EventData>`;
    const xml = failedLogonXml.replace('</EventData>', padding);
    const readAll = (): string[] => {
      const lines = [1, 2, 3, 4, 5, 6].map((n) =>
        read(reader, xml.replace('svchost.exe', `service${n}.exe`)),
      );
      return lines.map((line) => (line as LineEvent).kind.process!);
    };
    collect();
    const before = process.memoryUsage().heapUsed;
    const processes = readAll();
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(15_000_000);
    expect(processes[5]).toBe('C:\\Windows\\System32\\service6.exe');
  });
});
