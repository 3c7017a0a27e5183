import { describe, expect, it, test } from 'vitest';
import { type Action, type AuthEvent, isFailure, isMachineAccount, normalise } from '../src/index.ts';

function action(fields: object): Action | null {
  const event = normalise({ _time: 1_791_467_235, TargetUserName: 'bob', SubjectUserName: 'bob', ...fields });
  return (event as AuthEvent).action;
}

describe('a failed logon (4625) has four outcomes, by Status', () => {
  const outcomes: Record<string, string[]> = {
    failure: ['6d', '6a', '6e', '5e', '71', '72', '193', '224', '10b', 'dc', '18c', '192', '2ee', '413'],
    unknown: ['64'],
    denied: ['6f', '70', '15b', '234'],
    error: ['133', '225'],
  };
  const cases = Object.entries(outcomes).flatMap(([outcome, codes]) =>
    codes.map((code) => [outcome, code] as const),
  );

  it.for(cases)('%s: c0000%s', ([outcome, code]) => {
    const status = `c0000${code.padStart(3, '0')}`;
    const number = Number.parseInt(status, 16);
    for (const Status of [
      `0x${status}`,
      `0x${status.toUpperCase()}`,
      status.toUpperCase(),
      number,
      String(number),
      number | 0,
    ]) {
      expect(action({ EventID: 4625, Status, SubStatus: '0xc0000064' })).toBe(outcome);
    }
  });

  it.for(['0x0', '-', undefined, '%%2304'])('failure with status %s', (Status) => {
    expect(action({ EventID: 4625, Status })).toBe('failure');
  });

  it.for([
    ['0xC0000064', 'User name does not exist'],
    ['0xc000006a', 'User name is correct but the password is wrong'],
    ['0xc0000234', 'User is currently locked out'],
    ['0x0', 'An account failed to log on'],
    ['-', 'An account failed to log on'],
  ])('SubStatus %s makes the signature "%s"', ([SubStatus, signature]) => {
    const event = normalise({
      _time: 1_791_467_235,
      EventID: 4625,
      TargetUserName: 'bob',
      Status: '0xc000006d',
      SubStatus,
    });
    expect(event).toMatchObject({ signature });
  });
});

describe('other events', () => {
  it.for([
    [4624, undefined, 'success'],
    [4634, undefined, 'success'],
    [4647, undefined, 'success'],
    [4648, undefined, 'success'],
    [4672, undefined, 'success'],
    [4740, undefined, 'denied'],
    [4768, '0x0', 'success'],
    [4768, '0x6', 'failure'],
    [4768, undefined, null],
    [4769, '0x0', 'success'],
    [4769, '0x1b', 'failure'],
    [4770, undefined, 'success'],
    [4771, '0x18', 'failure'],
    [4771, '0x0', 'failure'],
    [4776, '0x0', 'success'],
    [4776, '0xC0000064', 'failure'],
    [4776, '0xC0000234', 'failure'],
    [4776, '0xC000006F', 'denied'],
    [4776, '0xC0000070', 'denied'],
    [4778, undefined, 'success'],
    [4800, undefined, 'success'],
    [5378, undefined, 'failure'],
  ] as const)('%d with status %s is %s', ([EventID, Status, expected]) => {
    expect(action({ EventID, Status })).toBe(expected);
  });

  it.for([
    ['0x8020000000000000', 'success'],
    ['0x8010000000000000', 'failure'],
    [-9214364837600034816, 'success'],
    [-9218868437227405312, 'failure'],
    ['-9218868437227405312', 'failure'],
    ['Audit Success', 'success'],
    [['Audit Failure'], 'failure'],
    ['AUDIT_SUCCESS', 'success'],
    ['0x80000000000000', null],
    ['Classic', null],
    [{}, null],
    [undefined, null],
  ] as const)('without a status, keywords %j decide: %s', ([Keywords, expected]) => {
    expect(action({ EventID: 4768, Keywords })).toBe(expected);
  });

  it.for([
    ['Success', 'success'],
    ['allowed', 'success'],
    ['failed', 'failure'],
    ['blocked', 'denied'],
    ['error', 'error'],
    ['pending', 'pending'],
    ['deferred', 'unknown'],
  ])('a stated action "%s" is %s, whatever the id', ([stated, expected]) => {
    expect(action({ EventID: 4624, action: stated })).toBe(expected);
  });
});

test('everything but success, pending and nothing is a failure', () => {
  const actions: (Action | null)[] = ['success', 'failure', 'denied', 'unknown', 'error', 'pending', null];
  expect(actions.filter((a) => isFailure({ action: a }))).toEqual(['failure', 'denied', 'unknown', 'error']);
});

test('machine accounts end with a dollar sign', () => {
  expect(['WS042$', '$', 'bob', '$bob', ''].map(isMachineAccount)).toEqual([true, true, false, false, false]);
});
