import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { createRandom } from '@sidecar/numeric';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
import type * as Train from '../../src/train/train.ts';
import { configOf, generatedLines, NOW, openFolder, seedLine, writeLines } from '../workspace.ts';

// Node 20 starts no thread from TypeScript sources, so this is about what was built.
const built = new URL('../../dist/', import.meta.url);
let train: typeof Train.train;
beforeAll(async () => {
  if (!existsSync(new URL('input/read-kinds.thread.js', built)))
    throw new Error('packages/pipeline/dist is absent or old: run `npm run build` before tests of threads');
  ({ train } = (await import(new URL('train/train.js', built).href)) as typeof Train);
});

const started: Worker[] = [];
let onStart: (worker: Worker) => void = () => {};
const noteWorker = (worker: Worker): void => {
  started.push(worker);
  onStart(worker);
};
beforeAll(() => void process.on('worker', noteWorker));
afterAll(() => void process.off('worker', noteWorker));

let temporary = '';
beforeEach(() => {
  started.length = 0;
  onStart = () => {};
  temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  // No thread is left, nor any temporary file.
  expect(started.map(({ threadId }) => threadId)).toEqual(started.map(() => -1));
});

const lines = generatedLines(800);
const config = configOf({ modeling: { k_candidates: [4, 6] } });
const random = createRandom('order');
const shuffled = lines
  .map((line) => ({ line, place: random.next() }))
  .sort((a, b) => a.place - b.place)
  .map(({ line }) => line);
const wrong = [
  'no event',
  '{"user":"ann"}',
  seedLine({ TimeCreated: '2027-01-01T00:00:00Z' }),
  '',
  'nor this',
];
/** Blank lines that make any file a large one. */
const padding = Array.from({ length: 9 }, () => ' '.repeat(1024 * 1024));
/** Guesses at the password of one account: a burst that is set aside. */
const burst = Array.from({ length: 900 }, (_, i) =>
  seedLine({
    TimeCreated: new Date(Date.parse('2026-09-29T10:00:00Z') + i * 1000).toISOString(),
    src: '203.0.113.9',
    signature_id: 4625,
    action: 'failure',
  }),
);

interface Trained {
  readonly report: unknown;
  readonly files: Record<string, string>;
  readonly stages: readonly string[];
}

interface Given {
  /** Names of files with their lines; `-` for standard input. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly modeling?: object;
  /** What an update is made of. */
  readonly past?: readonly string[];
}

async function trained({ parts, modeling = {}, past }: Given, threads: number): Promise<Trained> {
  const folder = join(openFolder(), 'work');
  mkdirSync(folder);
  const modelPath = join(folder, 'model.json');
  const settings = configOf({ modeling: { k_candidates: [4], ...modeling } });
  if (past !== undefined) {
    const inputs = [writeLines(openFolder(), 'past', past)];
    await train({ inputs, modelPath, config: settings, now: NOW });
  }
  const source = openFolder();
  const inputs = Object.entries(parts).map(([name, part]) =>
    name === '-' ? '-' : writeLines(source, name, part),
  );
  const stages: string[] = [];
  const report = await train({
    inputs,
    names: new Map(inputs.map((input) => [input, `file ${input.slice(source.length)}`])),
    modelPath,
    config: settings,
    now: NOW,
    stdin: Readable.from((parts['-'] ?? []).map((line) => `${line}\n`)),
    update: past !== undefined,
    threads,
    onProgress: ({ stage, done }) => {
      if (stages.at(-1)?.split(' ')[0] === stage) stages.pop();
      stages.push(`${stage} ${done}`);
    },
  });
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]);
  const text = JSON.stringify(report).replaceAll(folder, '');
  return { report: JSON.parse(text) as unknown, files: Object.fromEntries(files), stages };
}

const cases: readonly (Given & { readonly name: string })[] = [
  { name: 'standard input', parts: { '-': lines } },
  { name: 'standard input in no order', parts: { '-': shuffled } },
  { name: 'a large file', parts: { large: [...lines, ...padding] } },
  {
    name: 'lines that are no events, of several files',
    parts: { a: [...wrong, ...lines], '-': [...wrong, ...shuffled] },
  },
  { name: 'nothing but lines that are no events', parts: { '-': wrong } },
  { name: 'nothing', parts: { '-': [] } },
  { name: 'a burst that is set aside', parts: { '-': [...lines, ...burst] } },
  { name: 'a window that leaves out some', parts: { '-': lines }, modeling: { window_days: 4 } },
  { name: 'a window that leaves out none', parts: { '-': lines }, modeling: { window_days: 60 } },
  { name: 'an update', parts: { '-': lines.slice(480) }, past: lines.slice(0, 580) },
  { name: 'the classic preset', parts: { '-': lines }, modeling: { preset: 'classic' } },
];

describe('two threads make the same files, report and progress as one', () => {
  it.for(cases)('of $name', { timeout: 60_000 }, async (given) => {
    const one = await trained(given, 1);
    expect(started).toHaveLength(0);
    const two = await trained(given, 2);
    expect(started).toHaveLength(1);
    expect(two).toEqual(one);
    expect(readdirSync(temporary).filter((name) => !name.startsWith('sidecar-test-'))).toEqual([]);
  });
});

test('a small file is read without a thread, whatever is asked', async () => {
  await trained({ parts: { small: lines } }, 2);
  expect(started).toHaveLength(0);
});

type Failure = Partial<Error> & { readonly code?: string };

describe('what goes wrong in the thread goes wrong in the same words', () => {
  const large = [...lines, ...padding];
  const missing = 'none.ndjson';
  it.for([
    { name: 'a missing file after standard input', inputs: ['-', missing] },
    { name: 'a folder after standard input', inputs: ['-', ''] },
    { name: 'standard input twice', inputs: ['-', '-'] },
    { name: 'a compressed file that is cut off', inputs: ['-', 'cut.gz'] },
  ])('$name', async ({ inputs }) => {
    const folder = openFolder();
    writeLines(folder, 'whole.gz', large);
    const cut = readFileSync(join(folder, 'whole.gz')).subarray(0, 5000);
    writeFileSync(join(folder, 'cut.gz'), cut);
    const errors = [];
    for (const threads of [1, 2]) {
      const stdin = Readable.from(lines.map((line) => `${line}\n`));
      const paths = inputs.map((input) => (input === '-' ? '-' : join(folder, input)));
      const training = train({
        inputs: paths,
        modelPath: join(folder, 'm.json'),
        config,
        now: NOW,
        stdin,
        threads,
      });
      const error = await training.then(
        (): Failure => ({}),
        (failed: Failure) => failed,
      );
      const { name, code, message } = error;
      errors.push({ name, code, message, isInputClosed: stdin.destroyed });
    }
    const [one, two] = errors;
    expect(one!.message).toBeDefined();
    expect(two).toEqual(one);
    expect(existsSync(join(folder, 'm.json'))).toBe(false);
  });

  it('standard input that breaks', async () => {
    const broken = async function* (): AsyncGenerator<string> {
      yield `${lines[0]}\n`;
      throw Object.assign(new Error('gone'), { code: 'EIO' });
    };
    for (const threads of [1, 2]) {
      const training = train({
        inputs: ['-'],
        modelPath: join(openFolder(), 'm.json'),
        config,
        now: NOW,
        stdin: Readable.from(broken()),
        threads,
      });
      await expect(training).rejects.toThrow('Cannot read standard input: EIO.');
    }
    expect(started).toHaveLength(1);
  });

  it('another number of threads', async () => {
    const options = { inputs: ['-'], modelPath: join(openFolder(), 'm.json'), config, now: NOW };
    for (const threads of [0, 3, 1.5]) {
      await expect(train({ ...options, threads })).rejects.toThrow(
        new RangeError(`threads is ${threads}, expected 1 or 2`),
      );
    }
  });
});

/** Lines without end, in order of time, some thousand at once. */
async function* endless(): AsyncGenerator<string> {
  for (let i = 0; ; await setTimeout(1)) {
    let text = '';
    for (const last = i + 2000; i < last; i++) {
      const time = new Date(Date.parse('2026-09-01T00:00:00Z') + i * 1000).toISOString();
      text += `{"TimeCreated":"${time}","user":"u${i % 50}","src":"10.0.0.${i % 9}"}\n`;
    }
    yield text;
  }
}

describe('a training that is cut short leaves no model, no thread, no temporary file and no open input', () => {
  /** @returns What it fails with. */
  async function cutShort(options: Partial<Train.TrainToFileOptions>): Promise<unknown> {
    const folder = openFolder();
    const stdin = Readable.from(endless());
    const modelPath = join(folder, 'm.json');
    const training = train({ inputs: ['-'], modelPath, config, now: NOW, stdin, threads: 2, ...options });
    const error: unknown = await training.catch((failed: unknown) => failed);
    expect(stdin.destroyed).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(temporary).filter((name) => !name.startsWith('sidecar-test-'))).toEqual([]);
    return error;
  }

  it('by a signal, with its reason', async () => {
    const stopped = new AbortController();
    const reason = new DOMException('ended by SIGINT', 'AbortError');
    let files = 0;
    const error = await cutShort({
      signal: stopped.signal,
      onProgress: ({ done }) => {
        if (done < 500_000 || stopped.signal.aborted) return;
        files = readdirSync(temporary).length;
        stopped.abort(reason);
      },
    });
    expect(error).toBe(reason);
    expect(files).toBe(2); // of the test, and of what was observed
  });

  it('by the death of the thread, with a sentence', async () => {
    onStart = (worker) => void setTimeout(400).then(() => worker.terminate());
    expect(await cutShort({})).toMatchObject({
      name: 'ThreadError',
      message:
        'The reading thread ended before its work was done; with one thread (threads: 1) it is done without.',
    });
  });
});
