import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Output } from '../src/io.ts';
import { createReporter, type LogFormat } from '../src/report/create-reporter.ts';
import { trackProgress } from '../src/report/track-progress.ts';

async function report(options: {
  log?: LogFormat;
  quiet?: boolean;
  terminal?: boolean;
  columns?: number;
}): Promise<string> {
  const stderr: Output = Object.assign(new PassThrough(), {
    isTTY: options.terminal === true,
    columns: options.columns ?? 80,
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true,
  });
  const io = { stdin: process.stdin, stdout: new PassThrough(), stderr, env: {} };
  const reporter = await createReporter({ io, runId: 'r-1', ...options });
  const { onProgress, finish } = trackProgress(reporter);
  onProgress({ stage: 'read', done: 10, total: 1200 });
  onProgress({ stage: 'read', done: 1200, total: 1200 });
  onProgress({ stage: 'train', done: 1, total: 1, note: 'k = 8' });
  finish();
  reporter.notice('model reused');
  reporter.warn('3 lines rejected\u001b[2J');
  reporter.fail('no space');
  reporter.close();
  return String((stderr as PassThrough).read() ?? '');
}

function withoutTimes(text: string): string {
  return text.replaceAll(/\d+\.\d+ s/g, '0 s');
}

describe('createReporter', () => {
  test('writes one JSON line per finished stage where there is no terminal, each with the run', async () => {
    const lines = (await report({}))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ time: _time, duration_ms: _duration, ...line }) => line)).toEqual([
      { level: 'info', run_id: 'r-1', stage: 'read', done: 1200, total: 1200, message: '1,200' },
      { level: 'info', run_id: 'r-1', stage: 'train', done: 1, total: 1, message: 'k = 8' },
      { level: 'info', run_id: 'r-1', message: 'model reused' },
      { level: 'warn', run_id: 'r-1', message: '3 lines rejected\u001b[2J' },
      { level: 'error', run_id: 'r-1', message: 'no space' },
    ]);
    expect(lines[0]).toMatchObject({
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      duration_ms: expect.any(Number),
    });
  });

  test('writes one plain line per finished stage when asked for text', async () => {
    expect(withoutTimes(await report({ log: 'text' }))).toBe(
      '✔ read: 1,200 (0 s)\n✔ train: k = 8 (0 s)\nmodel reused\nwarning: 3 lines rejected\\x1b[2J\nsidecar: no space\n',
    );
  });

  test('moves no line on a terminal that does not know its width', async () => {
    const text = await report({ terminal: true, columns: 0 });
    expect(text).not.toContain('\u001b');
    expect(text).toContain('✔ read: 1,200');
  });

  test('moves a line on a terminal, shows the cursor again, and ends with the same plain lines', async () => {
    const text = await report({ terminal: true });
    expect(text).toContain('\u001b[?25h');
    // eslint-disable-next-line no-control-regex
    expect(withoutTimes(text.replaceAll(/\u001b\[[\d?;]*[a-zA-Z]/g, ''))).toContain('✔ train: k = 8 (0 s)\n');
  });

  test('is quiet on request, but for warnings and failures', async () => {
    expect(await report({ quiet: true, log: 'text' })).toBe(
      'warning: 3 lines rejected\\x1b[2J\nsidecar: no space\n',
    );
    expect((await report({ quiet: true })).trim().split('\n').length).toBe(2);
  });
});
