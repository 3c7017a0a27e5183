import { expect, test } from 'vitest';
import {
  type AccountCounts,
  accountKind,
  addToFacet,
  addToHour,
  emptyAccountCounts,
  facetNames,
} from '../src/index.ts';

const SIGNATURE = facetNames.indexOf('signature');

/** Counts of an account; successes lie at noon but for those at night (02:00 on Saturday). */
function counts({ day = 0, night = 0, privileged = 0, failed = 0 }): AccountCounts {
  const account = emptyAccountCounts();
  account.succeeded.events = day + night;
  addToHour(account.succeeded, 12, day);
  addToHour(account.succeeded, 5 * 24 + 2, night);
  addToFacet(account.succeeded, SIGNATURE, '4672/success', privileged);
  addToFacet(account.succeeded, SIGNATURE, '4624/success', day + night - privileged);
  account.failed.events = failed;
  addToHour(account.failed, 2, failed);
  addToFacet(account.failed, SIGNATURE, '4625/failure', failed);
  return account;
}

test.for([
  { user: 'ana', counts: undefined, kind: 'new' },
  { user: 'ana', counts: counts({ day: 19 }), kind: 'new' },
  { user: 'ana', counts: counts({ day: 20 }), kind: 'person' },
  { user: 'ana', counts: counts({ day: 10, failed: 10 }), kind: 'person' },
  { user: 'ana', counts: counts({ day: 86, night: 14 }), kind: 'person' },
  { user: 'ana', counts: counts({ day: 85, night: 15 }), kind: 'service' },
  { user: 'ana', counts: counts({ day: 100, failed: 900 }), kind: 'person' },
  { user: 'ana', counts: counts({ failed: 1000 }), kind: 'person' },
  { user: 'ana', counts: counts({ day: 100, privileged: 4 }), kind: 'person' },
  { user: 'ana', counts: counts({ day: 100, privileged: 5 }), kind: 'administrator' },
  { user: 'ana', counts: counts({ day: 50, night: 50, privileged: 5 }), kind: 'administrator' },
  { user: 'ana', counts: counts({ day: 100, privileged: 5, failed: 1 }), kind: 'person' },
  { user: 'WS-1$', counts: undefined, kind: 'machine' },
  { user: 'WS-1$', counts: counts({ day: 100, privileged: 50 }), kind: 'machine' },
] as const)('$user is $kind, case %#', ({ user, counts: account, kind }) => {
  expect(accountKind(user, account)).toBe(kind);
});

test.for([
  [0, 'service'],
  [4, 'service'],
  [5, 'person'],
  [23, 'person'],
] as const)('an account busy at %d:00 every day is a %s', ([hour, kind]) => {
  const account = counts({});
  account.succeeded.events = 70;
  for (let day = 0; day < 7; day++) addToHour(account.succeeded, day * 24 + hour, 10);
  expect(accountKind('ana', account)).toBe(kind);
});

test('what is added to one account shows at no other', () => {
  addToHour(emptyAccountCounts().succeeded, 3, 1);
  addToFacet(emptyAccountCounts().failed, SIGNATURE, '4625/failure', 1);
  const { succeeded, failed } = emptyAccountCounts();
  expect([succeeded.hours[3], failed.facets[SIGNATURE]!.size]).toEqual([0, 0]);
});
