import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator, type Emulator, type EmulatorOptions } from '../src/index.ts';

let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator();
});
afterAll(() => splunk.close());

it.for([
  {
    options: { limits: { maxRows: 1 } },
    message: /^limits has 'maxRows', expected only maxDocumentsPerBatchSave, /,
  },
  {
    options: { limits: { maxResultRows: '5' } },
    message: "limits.maxResultRows is '5', expected a number of at least 0",
  },
  { options: { faults: {} }, message: 'faults is {}, expected a list' },
  { options: { faults: [7] }, message: 'faults[0] is 7, expected an object' },
  {
    options: { faults: [{ route: 'kv', kind: 'stall' }] },
    message:
      "faults[0].route is 'kv', expected one of export, jobs, kv-write, kv-read, hec, login, other, any",
  },
  {
    options: { faults: [{ route: 'any', kind: 'explode' }] },
    message: /^faults\[0\]\.kind is 'explode', expected/,
  },
  {
    options: { faults: [{ route: 'any', kind: 'stall', msec: 1 }] },
    message: /^faults\[0\] has 'msec', expected only route, kind, after, /,
  },
  {
    options: { faults: [{ route: 'any', kind: 'stall', times: -1 }] },
    message: 'faults[0].times is -1, expected a number of at least 0',
  },
  {
    options: { users: [{ name: 'admin' }] },
    message: "users[0].name is 'admin', expected a name of its own",
  },
  {
    options: { users: [{ user: 'x' }] },
    message: "users[0] has 'user', expected only name, password, token, roles",
  },
  {
    options: { roles: { boss: { capabilities: [], importRoles: ['none'] } } },
    message: "role imported by boss is 'none', expected one of user, power, admin, boss",
  },
  { options: { roles: { boss: {} } }, message: 'roles.boss.capabilities is undefined, expected a list' },
])('refuses to start with $options', async ({ options, message }) => {
  await expect(startEmulator(options as unknown as EmulatorOptions)).rejects.toThrow(message);
});

it('refuses a plan it would not carry out, and keeps the one it has', () => {
  expect(() => splunk.setFaults([{ route: 'any', kind: 'explode' as 'stall' }])).toThrow(RangeError);
});
