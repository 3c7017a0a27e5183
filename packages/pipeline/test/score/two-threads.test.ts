import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createRandom } from '@sidecar/numeric';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { loadModel, train } from '../../src/index.ts';
import { serialiseModel } from '../../src/registry/model-file.ts';
import { configOf, generatedLines, NOW, seedLine, writeLines } from '../workspace.ts';

// Node 20 starts no thread from TypeScript sources, so this is about what was built, in a process of its own.
const built = new URL('../../dist/score/judge.thread.js', import.meta.url);
const script = fileURLToPath(new URL('./fixtures/score-built.mjs', import.meta.url));

const modeling = { k_candidates: [4, 6] };
const lines = generatedLines(1600);
const [older, newer] = [lines.slice(0, 1000), lines.slice(1000)];
/** Blank lines that make any file a large one. */
const padding = Array.from({ length: 25 }, () => ' '.repeat(1024 * 1024));
const random = createRandom('order');
const shuffled = newer
  .map((line) => ({ line, place: random.next() }))
  .sort((a, b) => a.place - b.place)
  .map(({ line }) => line);
/** A guesser, names beyond Latin, lines that clash with what scoring adds, XML, equal events, and lines that are none. */
const odd = [
  ...Array.from({ length: 60 }, (_, i) =>
    seedLine({ user: `ünï\u2028çö${i % 7}`, src: '203.0.113.9', signature_id: 4625, action: 'failure' }),
  ),
  seedLine({ score: 5, _key: 'own', rejected: true }),
  seedLine({ score: 5, _key: 'own', rejected: true }),
  seedLine({ dest: '東京-1', n: 1.5 }),
  'no event',
  '{"user":"ann"}',
  ...generatedLines(5, { format: 'xmlwineventlog', seed: 5 }),
];

let shared = '';
const models: Record<string, string> = {};
beforeAll(async () => {
  if (!existsSync(built))
    throw new Error('packages/pipeline/dist is absent or old: run `npm run build` before tests of threads');
  shared = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
  const inputs = [writeLines(shared, 'older.ndjson', older)];
  for (const preset of ['behavior', 'classic'] as const) {
    const modelPath = join(shared, `${preset}.json`);
    await train({ inputs, modelPath, config: configOf({ modeling: { ...modeling, preset } }), now: NOW });
    models[preset] = modelPath;
  }
  const write = (name: string, text: string): void => {
    models[name] = join(shared, `${name}.json`);
    writeFileSync(models[name], text);
  };
  const whole = readFileSync(models['behavior']!, 'utf8');
  const { model } = (await loadModel(models['behavior']!)) as { model: { weights: object } };
  write('other layers', serialiseModel({ ...model, weights: {} }));
  write('cut off', whole.slice(0, -100));
  write('of a newer version', whole.replace(/"version":1\}\n$/, '"version":2}\n'));
  write('no model', 'hello');
  models['missing'] = join(shared, 'none.json');
});
afterAll(() => rmSync(shared, { recursive: true }));

interface Given {
  readonly files?: Readonly<Record<string, readonly string[]>>;
  readonly stdin?: readonly string[];
  readonly toStdout?: boolean;
  readonly model?: string;
  readonly modeling?: object;
  /** Appends a line to the file at the beginning of this pass over it. */
  readonly appendInPass?: number;
  readonly abortAt?: number;
  readonly killAt?: number;
  /** Instead of those of all scorings. */
  readonly threads?: number;
}

interface Came {
  readonly report?: object;
  readonly error?: object;
  readonly stages: readonly string[];
  readonly threads: { readonly started: number; readonly left: number };
  /** What is there afterwards, the temporary files among it. */
  readonly files: Readonly<Record<string, string>>;
}

/** A scoring into a folder of its own, where an older output lies: the options of it, and what reads the files afterwards. */
function prepared(given: Given, threads: number): { options: object; read: (printed: object) => Came } {
  const folder = mkdtempSync(join(shared, 'scoring-'));
  const [source, work, temporary] = ['source', 'work', 'temporary'].map((name) => join(folder, name));
  for (const path of [source!, work!, temporary!]) mkdirSync(path);
  writeFileSync(join(work!, 'out'), 'old');
  const files = Object.entries(given.files ?? {}).map(([name, part]) => writeLines(source!, name, part));
  const stdin = given.stdin && writeLines(source!, 'stdin', given.stdin);
  const options = {
    inputs: stdin === undefined ? files : [...files, '-'],
    modelPath: models[given.model ?? 'behavior'],
    outputPath: given.toStdout ? '-' : join(work!, 'out'),
    ...(given.toStdout && { stdout: join(work!, 'stdout') }),
    incidentsPath: join(work!, 'incidents'),
    config: { modeling: { ...modeling, ...given.modeling } },
    runId: 'r1',
    now: NOW,
    stdin,
    append: given.appendInPass && { pass: given.appendInPass, file: files[0], text: `${newer[0]}\n` },
    abortAt: given.abortAt,
    killAt: given.killAt,
    threads,
    temporary,
  };
  const read = (printed: object): Came => {
    const files = [work!, temporary!].flatMap((path) =>
      readdirSync(path).map((name): [string, string] => [name, readFileSync(join(path, name), 'latin1')]),
    );
    rmSync(folder, { recursive: true });
    const text = JSON.stringify(printed).replaceAll(folder, '');
    return { ...(JSON.parse(text) as Omit<Came, 'files'>), files: Object.fromEntries(files) };
  };
  return { options, read };
}

/** Scores one after the other in a process of their own, which must end by itself. */
async function allScored(given: readonly Given[], threads: number): Promise<Came[]> {
  const scorings = given.map((one) => prepared(one, one.threads ?? threads));
  const words = [script, JSON.stringify(scorings.map(({ options }) => options))];
  const { stdout } = await promisify(execFile)(process.execPath, words, {
    env: { ...process.env, NODE_OPTIONS: '' },
    maxBuffer: 100 * 1024 * 1024,
    timeout: 100_000,
  });
  const printed = JSON.parse(stdout) as object[];
  return scorings.map(({ read }, i) => read(printed[i]!));
}

const scored = async (given: Given, threads: number): Promise<Came> =>
  (await allScored([given], threads))[0]!;

type Ways = readonly [one: Came, two: Came];

/** Both ways, for each. */
async function allBothWays(given: readonly Given[]): Promise<Ways[]> {
  const [one, two] = [await allScored(given, 1), await allScored(given, 2)];
  return one.map((came, i) => [came, two[i]!]);
}

/** All that may differ is that there was a thread. */
function sameBothWays([one, two]: Ways): Came {
  expect(one.threads).toEqual({ started: 0, left: 0 });
  expect(two.threads).toEqual({ started: 1, left: 0 });
  expect({ ...two, threads: one.threads }).toEqual(one);
  return two;
}

describe('two threads make the same files, report and progress as one', () => {
  const cases: readonly (Given & { readonly name: string })[] = [
    { name: 'a file in time order', files: { a: [...newer, ...padding] } },
    { name: 'a file in no order, with all kinds of lines', files: { a: [...odd, ...shuffled, ...padding] } },
    { name: 'several files, some compressed', files: { a: newer, 'b.gz': odd, c: padding } },
    { name: 'standard input to standard output', stdin: [...newer, ...odd], toStdout: true },
    { name: 'events within the training', files: { a: [...older, ...padding] } },
    {
      name: 'events before the training',
      files: {
        a: [
          ...generatedLines(300, { start: '2026-08-01T00:00:00Z', end: new Date('2026-08-09T00:00:00Z') }),
          ...padding,
        ],
      },
    },
    {
      name: 'a budget of alerts',
      files: { a: [...newer, ...padding] },
      modeling: { outlier_mode: 'budget' },
    },
    { name: 'a rate of false alarms', stdin: [...odd, ...newer], modeling: { outlier_mode: 'fdr' } },
    { name: 'a model of the classic preset', stdin: shuffled, model: 'classic' },
    { name: 'nothing', stdin: [] },
    { name: 'nothing but lines that are no events', stdin: ['no event', '7'] },
  ];

  let ways: Ways[] = [];
  beforeAll(async () => {
    ways = await allBothWays(cases);
  }, 240_000);

  it.for(cases)('of $name', (given) => {
    const { report, files, error } = sameBothWays(ways[cases.indexOf(given)]!);
    expect(error).toBeUndefined();
    expect(Object.keys(files).sort()).toEqual(
      given.toStdout ? ['incidents', 'out', 'stdout'] : ['incidents', 'out'],
    );
    expect(report).toHaveProperty('events');
  });

  it('outliers are found, explained and put together in either', () => {
    const place = cases.findIndex(({ toStdout }) => toStdout);
    const { report, files } = sameBothWays(ways[place]!);
    expect(report).toMatchObject({ outliers: expect.any(Number), rejected: 2 });
    expect((report as { outliers: number }).outliers).toBeGreaterThan(3);
    expect(files['incidents']).toContain('"risk"');
    expect(files['stdout']).toContain('"sentence":"');
  });
});

test('less than 24 MiB are scored in one thread, whatever is asked', async () => {
  const files = { a: [...newer, ...padding.slice(0, 20)] };
  const { threads, report } = await scored({ files }, 2);
  expect(threads.started).toBe(0);
  expect(report).toMatchObject({ events: newer.length });
});

describe('what goes wrong goes wrong in the same words, and leaves the old output', () => {
  const cases: readonly (Given & { readonly name: string; readonly error: object })[] = [
    { name: 'a missing model', model: 'missing', error: { name: 'IoError', code: 'not_found' } },
    { name: 'no model', model: 'no model', error: { name: 'ModelError', code: 'not_a_model' } },
    {
      name: 'a model that is cut off',
      model: 'cut off',
      error: { name: 'ModelError', code: 'damaged_model' },
    },
    {
      name: 'a newer model',
      model: 'of a newer version',
      error: { name: 'ModelError', code: 'model_too_new' },
    },
    {
      name: 'a model of other layers',
      model: 'other layers',
      error: { name: 'ModelError', code: 'other_features' },
    },
    {
      name: 'a file that grows while it is read again',
      files: { a: [...shuffled, ...padding] },
      appendInPass: 3,
      error: {
        name: 'IoError',
        message: 'Cannot score /source/a: it was changed while it was read; score a copy.',
      },
    },
    { name: 'an interruption', abortAt: 300, error: { name: 'AbortError', message: 'ended by SIGINT' } },
  ];
  let ways: Ways[] = [];
  beforeAll(async () => {
    ways = await allBothWays(cases.map((given) => ({ files: { a: [...newer, ...padding] }, ...given })));
  }, 240_000);

  it.for(cases)('$name', (given) => {
    const came = sameBothWays(ways[cases.indexOf(given)]!);
    expect(came.error).toMatchObject(given.error);
    expect(came.files).toEqual({ out: 'old' });
  });

  it.for([
    { order: 'in order', input: newer },
    { order: 'in no order', input: shuffled },
  ])('a thread that dies, with events $order, is an error that says what helps', async ({ input }) => {
    const came = await scored({ files: { a: [...input, ...padding] }, killAt: 300 }, 2);
    expect(came.threads).toEqual({ started: 1, left: 0 });
    expect(came.error).toEqual({
      name: 'ThreadError',
      code: 'ended',
      message:
        'The judge thread ended before its work was done; with one thread (threads: 1) it is done without.',
    });
    expect(came.files).toEqual({ out: 'old' });
  });

  it('a number of threads that is neither 1 nor 2', async () => {
    const numbers = [0, 3, 1.5];
    const came = await allScored(
      numbers.map((threads) => ({ files: { a: newer }, threads })),
      1,
    );
    expect(came.map(({ error }) => error)).toEqual(
      numbers.map((threads) => ({ name: 'RangeError', message: `threads is ${threads}, expected 1 or 2` })),
    );
  });
});
