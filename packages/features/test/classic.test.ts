import { isRejection, normalise, type AuthEvent } from '@sidecar/events';
import { expect, it, test } from 'vitest';
import { classicColumns, classicRow, classicUserProfiles, isRfc1918 } from '../src/classic/index.ts';

function event(fields: Record<string, unknown>): AuthEvent {
  const made = normalise({ TimeCreated: '2026-09-07T01:29:53.460810Z', user: 'ana', ...fields });
  if (isRejection(made)) throw new Error(made.detail);
  return made;
}

const at = (hour: number, user = 'ana'): AuthEvent =>
  event({ user, TimeCreated: `2026-09-0${1 + (hour % 7)}T${String(hour).padStart(2, '0')}:59:59Z` });

it('takes mean and population deviation of the whole hour, at least 1', () => {
  // numpy.std([2, 9, 16]) = 5.715476066494082
  const profiles = classicUserProfiles([at(2), at(8, 'bo'), at(9), at(16), at(9, 'bo')]);
  expect([...profiles.keys()]).toEqual(['ana', 'bo']);
  expect(profiles.get('ana')!.meanHour).toBe(9);
  expect(profiles.get('ana')!.stdHour).toBeCloseTo(5.715476066494082, 12);
  expect(profiles.get('bo')).toEqual({ meanHour: 8.5, stdHour: 1 });
});

it('gives a single event a deviation of 1', () => {
  expect(classicUserProfiles([at(23)]).get('ana')).toEqual({ meanHour: 23, stdHour: 1 });
});

test.for([
  {
    name: 'a success from a private source',
    fields: { src: '10.4.1.7', dest: 'FS-02', signature_id: '4624', action: 'success' },
    profile: { meanHour: 3, stdHour: 2 },
    row: [1 / 23, 1, 4624, 1, 0, 1, 1 / 3],
  },
  {
    name: 'a failure from outside of an unknown user',
    fields: { src: '172.32.0.1', dest: '192.168.0.1', signature_id: 4625, action: 'failure' },
    profile: undefined,
    row: [1 / 23, 0, 4625, 0, 1, 11 / 4, 11 / 12],
  },
  {
    name: 'an hour far from the usual',
    fields: { src: '10.4.1.7', signature_id: 4624, action: 'success' },
    profile: { meanHour: 13, stdHour: 1 },
    row: [1 / 23, 1, 4624, 1, 0, 12, 1],
  },
])('$name', ({ fields, profile, row }) => {
  expect(Array.from(classicRow(event(fields), profile))).toEqual(row.map(Math.fround));
  expect(row.length).toBe(classicColumns.length);
});

it('counts what an event does not say as 0', () => {
  const bare = { ...event({}), signature_id: null, action: null, src: null, dest: null };
  expect(Array.from(classicRow(bare, { meanHour: 1, stdHour: 1 }))).toEqual([
    Math.fround(1 / 23),
    0,
    0,
    0,
    0,
    0,
    0,
  ]);
});

test.for([
  ['10.0.0.0', true],
  ['11.0.0.0', false],
  ['172.15.255.255', false],
  ['172.16.0.0', true],
  ['172.31.255.255', true],
  ['172.32.0.0', false],
  ['192.168.1.1', true],
  ['192.169.1.1', false],
  ['10.example.org', false],
  ['fd00::1', false],
  [null, false],
] as [string | null, boolean][])('%s lies in RFC 1918: %s', ([address, expected]) => {
  expect(isRfc1918(address)).toBe(expected);
});
