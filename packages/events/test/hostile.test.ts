import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addressScope,
  type AuthEvent,
  isRejection,
  type Rejection,
  networkOf,
  normalise,
  normaliseLine,
} from '../src/index.ts';
import { arbitraryRow as row } from './fixtures/arbitrary-row.ts';
import { failedLogon, failedLogonXml } from './fixtures/shapes.ts';

const actions = new Set(['success', 'failure', 'denied', 'unknown', 'error', 'pending', null]);
const texts = [
  'src_user',
  'src',
  'dest',
  'signature',
  'process',
  'authentication_package',
  'service',
  'dest_nt_domain',
] as const;

/** What an event or a rejection breaks of its promises, whatever it was made from. */
function broken(result: AuthEvent | Rejection): string[] {
  if (isRejection(result)) return result.detail.length < 300 ? [] : ['detail'];
  const { time, user, action, status, sub_status, signature_id, logon_type, src } = result;
  const promises: Record<string, boolean> = {
    time: Number.isFinite(time),
    user: user.trim().length > 0 && user.length < 1024,
    action: actions.has(action),
    texts: texts.every((name) => result[name] === null || /^(?!-$).{1,1024}$/su.test(result[name])),
    codes: [status, sub_status].every((code) => code === null || /^0x[\da-f]{1,8}$/.test(code)),
    numbers: [signature_id, logon_type].every((number) => number === null || Number.isInteger(number)),
    shape: Object.keys(result).length === 15,
    source: src === null || networkOf(src, 'wide') === null || addressScope(src) !== 'host',
  };
  return Object.keys(promises).filter((name) => !promises[name]);
}

function check(...results: (AuthEvent | Rejection)[]): void {
  const failures = results.flatMap(broken);
  if (failures.length > 0) throw new Error(`breaks its promise of ${failures.join(', ')}`);
}

test('any JSON value gives an event or a rejection', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), row), (value) => {
      const json = JSON.stringify(value);
      check(
        normalise(value),
        normaliseLine(json),
        normalise({ _raw: json, user: 'bob', _time: 1_791_467_235 }),
      );
    }),
    { numRuns: 1000 },
  );
});

test('any value in the place of any field gives an event or a rejection', () => {
  const rows = Object.values(failedLogon);
  fc.assert(
    fc.property(fc.constantFrom(...rows), fc.nat(), row, (shape, at, value) => {
      const keys = Object.keys(shape);
      check(normalise({ ...shape, [keys[at % keys.length]!]: value }));
    }),
    { numRuns: 1000 },
  );
});

test('any text, and any damage to a line, gives an event or a rejection', () => {
  const lines = [failedLogonXml, ...Object.values(failedLogon).map((shape) => JSON.stringify(shape))];
  const damaged = fc
    .tuple(fc.constantFrom(...lines), fc.nat(), fc.nat({ max: 40 }), fc.string())
    .map(([line, at, gone, text]) => {
      const start = at % line.length;
      return line.slice(0, start) + text + line.slice(start + gone);
    });
  const markup = fc.array(
    fc.constantFrom(
      '<Event>',
      '</Event>',
      '<',
      '>',
      '/',
      '<Data Name="',
      "'",
      '&#x',
      ';',
      '<![CDATA[',
      ']]>',
      '<!--',
      'x',
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        damaged,
        markup.map((parts) => parts.join('')),
      ),
      (line) => {
        check(normaliseLine(line));
      },
    ),
    { numRuns: 2000 },
  );
});

test('no row reaches a prototype', () => {
  const hostile = [
    '{"__proto__":{"user":"eve","_time":1791467235}}',
    '{"_time":1791467235,"constructor":{"prototype":{"user":"eve"}}}',
    '{"Event":{"System":{"EventID":4624,"TimeCreated":1791467235},"EventData":{"Data":[{"@Name":"__proto__","#text":{"TargetUserName":"eve"}}]}}}',
    '{"@timestamp":1791467235,"winlog.event_id":4624,"winlog.event_data.__proto__":{"TargetUserName":"eve"}}',
    '<Event><System><EventID>4624</EventID></System><EventData><Data Name="__proto__">eve</Data></EventData></Event>',
  ];
  for (const line of hostile)
    expect(normaliseLine(line)).toMatchObject({ rejected: true, reason: 'no_user' });
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).TargetUserName).toBeUndefined();
});

test('a huge line takes time in proportion to its length', () => {
  const megabytes = 'a'.repeat(4_000_000);
  const started = performance.now();
  check(normaliseLine(`{"TimeCreated":"2026-10-08T13:47:15Z","user":"bob","process":"${megabytes}"}`));
  check(
    normaliseLine(
      `<Event><EventData><Data Name="${megabytes}">${'&amp;'.repeat(100_000)}</Data></EventData></Event>`,
    ),
  );
  check(normaliseLine('<Event>'.repeat(200_000)));
  check(normaliseLine('<'.repeat(1_000_000)));
  check(normaliseLine(`<Event ${' '.repeat(1_000_000)}`));
  check(normaliseLine('['.repeat(100_000)));
  check(normaliseLine(`{"user":"bob","_time":"${' '.repeat(1_000_000)}x"}`));
  check(
    normaliseLine(
      `{"EventID":4768,"user":"bob","_time":1791467235,"Keywords":"audit${' '.repeat(1_000_000)}x"}`,
    ),
  );
  expect(performance.now() - started).toBeLessThan(20_000);
});
