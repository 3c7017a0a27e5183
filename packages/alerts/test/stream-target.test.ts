import { spawn } from 'node:child_process';
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createStreamTarget } from '../src/index.ts';
import { message } from './incidents.ts';

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

it('writes one JSON object a line', async () => {
  const stream = new PassThrough();
  const target = createStreamTarget(stream);
  expect([target.name, target.label]).toEqual(['stdout', 'stdout']);
  expect(await target.send(message('1'), {})).toEqual({ outcome: 'delivered' });
  expect(await target.send(message('2'), {})).toEqual({ outcome: 'delivered' });
  const lines = String(stream.read()).split('\n');
  expect(lines.map((line) => (line === '' ? null : JSON.parse(line)))).toEqual([
    message('1'),
    message('2'),
    null,
  ]);
});

describe('a reader that is slow', () => {
  /** Takes one line, and the next when it is told to. */
  function slowReader() {
    const lines: string[] = [];
    let take = (): void => {};
    const stream = new Writable({
      highWaterMark: 1,
      write: (chunk, _encoding, done) => {
        take = () => {
          lines.push(String(chunk));
          done();
        };
      },
    });
    return { stream, lines, take: () => take() };
  }

  it('is waited for: a message counts when it was read, and the next one is not written before', async () => {
    const { stream, lines, take } = slowReader();
    const target = createStreamTarget(stream);
    let isDelivered = false;
    const first = target.send(message('1'), {}).then((result) => {
      isDelivered = true;
      return result;
    });
    const second = target.send(message('2'), {});
    await tick();
    expect([isDelivered, stream.writableLength]).toEqual([false, JSON.stringify(message('1')).length + 1]);
    take();
    expect(await first).toEqual({ outcome: 'delivered' });
    await tick();
    take();
    expect(await second).toEqual({ outcome: 'delivered' });
    expect(lines).toHaveLength(2);
  });

  it('is not waited for without end, and no more is piled up before it', async () => {
    const { stream } = slowReader();
    const target = createStreamTarget(stream, { timeoutMs: 20 });
    const failure = { outcome: 'failed', isDown: true, reason: 'nobody read stdout for 0.02 s' };
    expect(await target.send(message('1'), {})).toEqual(failure);
    const length = stream.writableLength;
    expect(await target.send(message('1'), {})).toEqual(failure);
    expect(stream.writableLength).toBe(length);
  });

  it('is not waited for when the worker stops', async () => {
    const { stream } = slowReader();
    const reason = new Error('the worker stops');
    const controller = new AbortController();
    const sent = createStreamTarget(stream).send(message('1'), { signal: controller.signal });
    controller.abort(reason);
    await expect(sent).rejects.toBe(reason);
  });
});

it('takes a reader that went away for a failure, and lives on', async () => {
  const { stdin } = spawn(process.execPath, ['-e', 'process.stdin.destroy()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const target = createStreamTarget(stdin, { name: 'a pipe' });
  const big = { ...message('1'), run_id: 'x'.repeat(1_000_000) };
  const closed = {
    outcome: 'failed',
    isDown: true,
    reason: expect.stringMatching(/^a pipe is closed( \((EPIPE|ECONNRESET)\))?$/) as string,
  };
  expect(await target.send(big, {})).toEqual(closed);
  await tick();
  expect(await target.send(message('2'), {})).toEqual(closed);
});

it('listens to a stream once, however many targets are made of it', () => {
  const stream = new PassThrough();
  for (let i = 0; i < 50; i++) createStreamTarget(stream);
  expect(stream.listenerCount('error')).toBe(1);
});
