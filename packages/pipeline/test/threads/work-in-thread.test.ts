import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { IoError } from '../../src/io/io-error.ts';
import { ModelError } from '../../src/registry/model-error.ts';
import { errorOf, errorParts } from '../../src/threads/error-parts.ts';
import { workInThread } from '../../src/threads/work-in-thread.ts';

test('the work gets its data and its messages in order, and what it throws goes back in parts', async () => {
  const { port1: here, port2: there } = new MessageChannel();
  const sent: unknown[] = [];
  here.on('message', (message) => sent.push(message));
  const closed = once(here, 'close');
  const working = workInThread<number, number, number>(
    async ({ receive, post }, factor) => {
      for (;;) {
        const next = await receive();
        if (next < 0) throw new RangeError(`next is ${next}, expected 0 or more`);
        post(factor * next);
      }
    },
    { port: there, data: 10 },
  );
  for (const message of [1, 2, -3]) here.postMessage(message, []);
  await working;
  there.close();
  await closed;
  expect(sent.slice(0, 2)).toEqual([{ value: 10 }, { value: 20 }]);
  expect(sent[2]).toMatchObject({
    failed: { name: 'RangeError', message: 'next is -3, expected 0 or more' },
  });
});

test.for<Error>([
  new IoError('not_found', 'a.ndjson', 'Cannot read a.ndjson: there is no such file.'),
  new ModelError('damaged_model', 'm.json', 'm.json is damaged: it was cut off.'),
  new RangeError('k is 9, expected an integer from 1 to 4'),
  new TypeError('the model has no settings'),
  new Error('anything'),
])('an error survives being taken apart: $name', (error) => {
  const again = errorOf(structuredClone(errorParts(error)));
  expect(again).toEqual(error);
  expect(again.constructor).toBe(error.constructor);
  expect(again.stack).toBe(error.stack);
  expect(Object.entries(again)).toEqual(Object.entries(error));
});

test('an error of the system keeps what tells which file and why', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    errno: -28,
    syscall: 'write',
    path: '/tmp/x',
  });
  expect(errorOf(structuredClone(errorParts(error)))).toMatchObject({ ...error, message: error.message });
});

test('an error of another class keeps its name, by which exit codes are found', () => {
  const error = new ConfigError('sidecar.yaml', [{ path: 'k', line: 1, found: '9', expected: 'a list' }]);
  expect(errorOf(structuredClone(errorParts(error)))).toMatchObject({
    name: 'ConfigError',
    message: error.message,
  });
});

test('what was thrown need not be an error', () => {
  expect(errorOf(structuredClone(errorParts('no')))).toEqual(new Error('no'));
});
