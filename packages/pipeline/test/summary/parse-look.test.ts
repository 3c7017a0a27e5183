import { normaliseLine } from '@sidecar/events';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { countTimes, linesOf, parseLook } from '../../src/summary/parse-look.ts';
import {
  ABSENT,
  decodeText,
  encodedCharacter,
  encodedCharacters,
  lookFields,
} from '../../src/summary/summary-format.ts';

const WINDOW = 1_790_002_800;
const encode = (text: string): string =>
  Array.from(text, (c) => (encodedCharacters.includes(c as '%') ? encodedCharacter(c) : c)).join('');
const lookOf = (fields: Readonly<Record<string, string>>, entries: string): string =>
  [...lookFields.map((name) => encode(fields[name] ?? ABSENT)), entries].join('|');
const eventsOf = (text: string): unknown[] => {
  const { fields, entries } = parseLook(text)!;
  return entries.flatMap((entry) => [...linesOf(fields!, entry)].map((line) => normaliseLine(line)));
};

test('a look and its times are the events that they were', () => {
  const fields = {
    user: 'DOM\\ann',
    src: '10.1.2.3',
    signature_id: '4624',
    action: 'success',
    process: 'C:\\a|b, "c"=d',
  };
  const events = eventsOf(
    lookOf(fields, `${WINDOW / 3600}~12.5~0 3599.000001 -2.5x2;${WINDOW / 3600 + 1}~12.5~7.25`),
  );
  const seconds = [0, 3599.000001, -1.5, -1.5, 3607.25];
  expect(events).toEqual(
    seconds.map((second) => normaliseLine(JSON.stringify({ ...fields, TimeCreated: isoOf(WINDOW, second) }))),
  );
});

/** To the microsecond, of which a number of seconds since 1970 is too coarse. */
function isoOf(window: number, offset: number): string {
  const whole = Math.floor(offset);
  const micros = Math.round((offset - whole) * 1e6);
  return `${new Date((window + whole) * 1000).toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`;
}

test('any text of a field comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(decodeText(encode(text))).toBe(text);
    }),
  );
});

test('what only looks encoded is left as it is', () => {
  expect(decodeText('100%, %2f %zz %25')).toBe('100%, %2f %zz %');
});

test('a window states how many events it has', () => {
  expect(parseLook('!|497223~12.5~42;497224~13~0')).toEqual({
    fields: null,
    entries: [
      { window: 1_790_002_800, run: '12.5', times: '42' },
      { window: 1_790_006_400, run: '13', times: '0' },
    ],
  });
});

describe('what is no look is told from one', () => {
  it.for([
    '',
    'undefined',
    'ann',
    '!',
    '!|',
    '!|x',
    `${'-|'.repeat(13)}1~2~3`,
    `${'-|'.repeat(15)}1~2~3`,
    `${'-|'.repeat(14)}1~2`,
    `${'-|'.repeat(14)}1.5~2~3`,
  ])('%j', (text) => expect(parseLook(text)).toBeUndefined());
});

test.for<[string, number]>([
  ['0', 1],
  ['1 2 3', 3],
  ['1x3 2.5x2', 5],
  ['', NaN],
  ['1 x', NaN],
  ['1.1234567', NaN],
])('%j are %d events', ([times, count]) => expect(countTimes(times)).toBe(count));
