import { expect, test } from 'vitest';
import { IoError } from '../../src/io/io-error.ts';
import { errorParts } from '../../src/threads/error-parts.ts';
import { openThread, type OpenThreadOptions, type Thread } from '../../src/threads/open-thread.ts';

const entry = new URL('./fixtures/any.thread.mjs', import.meta.url);

/** A thread for as long as a test takes. */
async function withThread(
  work: (thread: Thread<unknown, unknown>) => Promise<void>,
  options: Partial<OpenThreadOptions<unknown>> = {},
): Promise<void> {
  const thread = openThread<unknown, unknown, unknown>(entry, { name: 'test', data: 7, ...options });
  try {
    await work(thread);
  } finally {
    await thread.close();
  }
}

test('messages come back in the order in which they were sent, before and after someone waits', () =>
  withThread(async (thread) => {
    thread.post('a');
    thread.post('b');
    expect(await thread.receive()).toEqual({ message: 'a', workerData: 7 });
    expect(await thread.receive()).toEqual({ message: 'b', workerData: 7 });
    const waiting = thread.receive();
    thread.post('c');
    expect(await waiting).toEqual({ message: 'c', workerData: 7 });
  }));

test('a buffer that is moved is empty here, and whole there', () =>
  withThread(async (thread) => {
    const bytes = new Uint8Array([1, 2, 3]);
    thread.post({ bytes }, [bytes.buffer]);
    expect(bytes.length).toBe(0);
    expect(await thread.receive()).toEqual({ message: { bytes: new Uint8Array([1, 2, 3]) }, workerData: 7 });
  }));

test('what fails in the thread fails here with the same class, sentence and code, after what came before it', () =>
  withThread(async (thread) => {
    const error = new IoError('no_space', '/tmp/x', 'Cannot write /tmp/x: the disk is full.');
    thread.post('before');
    thread.post({ failed: errorParts(error) });
    await thread.receive();
    await expect(thread.receive()).rejects.toThrow(error);
    await expect(thread.receive()).rejects.toMatchObject({ code: 'no_space', path: '/tmp/x' });
    await expect(thread.receive()).rejects.toBeInstanceOf(IoError);
  }));

test('a thread that cannot even begin says why', () =>
  withThread(
    async (thread) => {
      await expect(thread.receive()).rejects.toThrow(new RangeError('it is Monday'));
    },
    { data: { fails: 'it is Monday' } },
  ));

test.for(['end', 'leave'])('a thread that ends by itself is an error: %s', (how) =>
  withThread(async (thread) => {
    thread.post(how);
    if (how === 'leave') await thread.receive();
    await expect(thread.receive()).rejects.toMatchObject({
      name: 'ThreadError',
      code: 'ended',
      message:
        'The test thread ended before its work was done; with one thread (threads: 1) it is done without.',
    });
  }),
);

test('an abort ends a thread that listens to nobody, with the reason of the signal', async () => {
  const controller = new AbortController();
  const reason = new DOMException('ended by SIGINT', 'AbortError');
  await withThread(
    async (thread) => {
      thread.post('first');
      await thread.receive();
      thread.post('spin');
      const next = thread.receive();
      controller.abort(reason);
      await expect(next).rejects.toBe(reason);
      await expect(thread.receive()).rejects.toBe(reason);
    },
    { signal: controller.signal },
  );
  expect(() => openThread(entry, { name: 'test', data: 7, signal: controller.signal })).toThrow(reason);
});

test('a thread that Node ended for want of memory is an error that says so', () =>
  withThread(async (thread) => {
    thread.post('as out of memory');
    await expect(thread.receive()).rejects.toMatchObject({
      name: 'ThreadError',
      code: 'out_of_memory',
      message: 'The test thread ran out of memory; with one thread (threads: 1) it is done without.',
    });
  }));
