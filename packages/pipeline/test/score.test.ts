import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { type AuthEvent, isRejection, normaliseLine } from '@sidecar/events';
import { createRandom } from '@sidecar/numeric';
import { createScorer, type BehaviorModel, type ScorerState } from '@sidecar/scoring';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { decisionOptions } from '../src/decision-options.ts';
import { loadModel, score, type ScoreReport, train } from '../src/index.ts';
import { type EventLine, eventLine } from '../src/input/event-line.ts';
import { lineSource } from '../src/io/line-source.ts';
import type { InputLine } from '../src/input/read-events.ts';
import { OutOfOrder } from '../src/score/scoring-engine.ts';
import { wholeInstants } from '../src/score/whole-instants.ts';
import { configOf, generatedLines, NOW, openFolder, readObjects, seedLine, writeLines } from './workspace.ts';

const config = configOf({ modeling: { k_candidates: [4, 6] } });
const lines = generatedLines(1600);
const [older, newer] = [lines.slice(0, 1200), lines.slice(1200)];

let shared: string;
let modelPath: string;
beforeAll(async () => {
  shared = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
  modelPath = join(shared, 'model.json');
  await train({ inputs: [writeLines(shared, 'older.ndjson', older)], modelPath, config, now: NOW });
});
afterAll(() => rmSync(shared, { recursive: true }));

type Options = Partial<Parameters<typeof score>[0]>;

/** Scores lines and gives the objects of the output. */
async function scored(
  input: readonly string[],
  options: Options = {},
): Promise<{ report: ScoreReport; records: Record<string, unknown>[] }> {
  const folder = openFolder();
  const inputs = [writeLines(folder, 'in.ndjson', input)];
  const outputPath = join(folder, 'out.ndjson');
  const report = await score({ inputs, modelPath, outputPath, config, runId: 'r1', now: NOW, ...options });
  return { report, records: readObjects(options.outputPath ?? outputPath) };
}

/** The records by key. */
function byKey(records: readonly Record<string, unknown>[]): Map<unknown, Record<string, unknown>> {
  return new Map(records.map((record) => [record['_key'], record]));
}

function shuffled<T>(values: readonly T[]): T[] {
  const random = createRandom('shuffle');
  const placed = values.map((value) => ({ value, place: random.next() }));
  return placed.sort((a, b) => a.place - b.place).map(({ value }) => value);
}

/** Events of which dozens share each instant. */
const crowded = newer.map((line) => line.replace(/("TimeCreated":"[^"]{13})[^"]*/, '$1:00:00Z'));

describe('one output line per input line', () => {
  it('in order, with the fields of the line as they were and the score beside them', async () => {
    const { records, report } = await scored(newer);
    expect(records.length).toBe(newer.length);
    newer.forEach((line, i) => expect(records[i]).toMatchObject(JSON.parse(line)));
    for (const { score: points, p_value, final_anomaly_score, run_id, model_version } of records) {
      expect(points).toBeCloseTo(100 * (1 - (p_value as number)), 10);
      expect(final_anomaly_score).toBeCloseTo((points as number) / 100, 12);
      expect([run_id, model_version]).toEqual(['r1', report.modelVersion]);
    }
    const outliers = records.filter(({ behavior_outlier }) => behavior_outlier === 1);
    expect(report).toMatchObject({ events: newer.length, rejected: 0, outliers: outliers.length });
  });

  it('keeps fields that nobody knows, and names that mean something to JavaScript', async () => {
    const line =
      '{"TimeCreated":"2026-09-30T09:00:00Z","user":"__proto__","__proto__":{"a":1},"constructor":"x","n":[1,null]}';
    const { records } = await scored([line]);
    expect(records[0]).toMatchObject({ user: '__proto__', constructor: 'x', n: [1, null] });
    expect(Object.getOwnPropertyDescriptor(records[0], '__proto__')?.value).toEqual({ a: 1 });
  });

  it('has each name once, also of a line that was scored before', async () => {
    const folder = openFolder();
    const options = { config, runId: 'r1', now: NOW, modelPath };
    const [once, twice] = [join(folder, 'once'), join(folder, 'twice')];
    await score({ ...options, inputs: [writeLines(folder, 'in', newer.slice(0, 3))], outputPath: once });
    await score({ ...options, inputs: [once], outputPath: twice });
    for (const line of readFileSync(twice, 'utf8').trimEnd().split('\n')) {
      for (const name of Object.keys(JSON.parse(line) as object))
        expect([name, line.split(`"${name}":`).length - 1]).toEqual([name, 1]);
    }
  });

  it('puts rejected lines where they were, in order or not', async () => {
    const mixed = ['oops', newer[0]!, '{"user":"bob"}', newer[1]!, '7'];
    for (const input of [mixed, mixed.toReversed()]) {
      const { records, report } = await scored(input);
      const places = records.map(({ rejected, reason }) => (rejected === true ? reason : 'event'));
      const expected = ['not_json', 'event', 'no_time', 'event', 'not_an_object'];
      expect(places).toEqual(input === mixed ? expected : expected.toReversed());
      expect(Object.keys(records[0]!)).toEqual(['rejected', 'reason', 'detail']);
      expect(report).toMatchObject({ events: 2, rejected: 3 });
    }
  });

  it('of a line that is too long, without holding it', async () => {
    const long = JSON.stringify({ user: 'x'.repeat(10_000_000) });
    const { records } = await scored([newer[0]!, long, newer[1]!]);
    expect(records.map(({ reason }) => reason)).toEqual([undefined, 'line_too_long', undefined]);
  });

  it('does not let an event pass for a rejected line', async () => {
    const { records } = await scored([seedLine({ rejected: true, reason: 'hidden' })]);
    expect(records[0]).not.toHaveProperty('rejected');
    expect(records[0]).toMatchObject({ user: 'ann', reason: 'hidden', score: expect.any(Number) });
  });

  it.for([
    { name: 'a no-break space before it', line: `\u00a0${seedLine()}` },
    { name: 'a carriage return behind it', line: `${seedLine()}\r` },
    { name: 'a byte order mark before it', line: `\ufeff${seedLine()}` },
  ])('reads an event with $name', async ({ line }) => {
    const { records } = await scored([line]);
    expect(records[0]).toMatchObject(JSON.parse(seedLine()));
  });

  it('of XML, with the text as _raw and the event beside it', async () => {
    const xml = generatedLines(40, { format: 'xmlwineventlog' }).map((line) =>
      line.startsWith('<') ? line : (JSON.parse(line) as { _raw: string })._raw,
    );
    const { records, report } = await scored(xml);
    expect(report).toMatchObject({ events: 40, rejected: 0 });
    records.forEach((record, i) => {
      const event = normaliseLine(xml[i]!);
      if (isRejection(event)) throw new Error(event.detail);
      expect(record).toMatchObject({ _raw: xml[i], user: event.user, src: event.src, dest: event.dest });
    });
  });
});

/** A new machine for a week, and nights on which one account tries many machines. */
const eventful = [
  ...newer,
  ...Array.from({ length: 40 }, (_, i) =>
    seedLine({
      TimeCreated: `2026-09-${String(27 + (i % 4)).padStart(2, '0')}T02:${String(10 + (i >> 2)).padStart(2, '0')}:00Z`,
      user: (JSON.parse(newer[0]!) as { user: string }).user,
      src: '203.0.113.7',
      dest: `DC${i}`,
      process: 'psexec.exe',
    }),
  ),
].sort((a, b) => timeOf(a).localeCompare(timeOf(b)));

function timeOf(line: string): string {
  return (JSON.parse(line) as { TimeCreated: string }).TimeCreated;
}

describe('the order of lines has no say', () => {
  it('also where what happened before counts', async () => {
    const [one, two, three] = [
      await scored(eventful),
      await scored(shuffled(eventful)),
      await scored(eventful.toReversed()),
    ];
    expect(byKey(two.records)).toEqual(byKey(one.records));
    expect(byKey(three.records)).toEqual(byKey(one.records));
    const reasons = one.records.flatMap((record) => record['reasons'] as { code: string }[]);
    const codes = new Set(reasons.map(({ code }) => code));
    expect([codes.has('recent_events'), codes.has('recent_odd_hours')]).toEqual([true, true]);
  });

  it.for([
    { name: 'newest first', input: newer, other: newer.toReversed() },
    { name: 'shuffled', input: newer, other: shuffled(newer) },
    { name: 'many at each instant, newest first', input: crowded, other: crowded.toReversed() },
    {
      name: 'many at each instant, shuffled within it',
      input: crowded,
      other: shuffled(crowded).sort(byHour),
    },
  ])('$name: the same scores per event', async ({ input, other }) => {
    const [one, two] = [await scored(input), await scored(other)];
    expect(byKey(two.records)).toEqual(byKey(one.records));
    expect(two.report.outliers).toBe(one.report.outliers);
  });

  it('within the training window as after it', async () => {
    const [one, two] = [await scored(older), await scored(older.toReversed())];
    expect(byKey(two.records)).toEqual(byKey(one.records));
    expect(byKey((await scored(shuffled(older))).records)).toEqual(byKey(one.records));
  });
});

function byHour(a: string, b: string): number {
  return a.slice(0, 29) < b.slice(0, 29) ? -1 : a.slice(0, 29) > b.slice(0, 29) ? 1 : 0;
}

function lineAt(time: number): EventLine {
  const source = lineSource(Buffer.from(seedLine()));
  const { time: _, ...kind } = normaliseLine(seedLine()) as AuthEvent;
  return eventLine(source, 0, source.bytes.length, { time, kind, names: [] });
}

test('no batch ends within an instant, and none is lost', async () => {
  const drawn = fc.array(fc.option(fc.nat(4), { nil: null }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(drawn, fc.integer({ min: 1, max: 6 }), async (times, size) => {
      const sorted = times.filter((time) => time !== null).sort((a, b) => a - b);
      const lines = times.map((time): InputLine => {
        if (time === null) return { rejection: { reason: 'x', detail: '' } };
        return lineAt(sorted.shift()!);
      });
      const batches = Array.from({ length: Math.ceil(lines.length / size) }, (_, i) =>
        lines.slice(i * size, (i + 1) * size),
      );
      const cut: (readonly InputLine[])[] = [];
      for await (const batch of wholeInstants(Readable.from(batches) as AsyncIterable<InputLine[]>))
        cut.push(batch);
      expect(cut.flat()).toEqual(lines);
      const instants = cut.map(
        (batch) => new Set(batch.flatMap((line) => ('kind' in line ? [line.time] : []))),
      );
      const distinct = new Set(times.filter((time) => time !== null)).size;
      expect(instants.reduce((sum, { size: count }) => sum + count, 0)).toBe(distinct);
    }),
  );
});

test('too many lines at one instant are not held', async () => {
  const line = lineAt(1);
  const many = Readable.from([
    Array.from({ length: 60_000 }, () => line),
    Array.from({ length: 60_000 }, () => line),
  ]);
  const reading = wholeInstants(many as AsyncIterable<InputLine[]>).next();
  await expect(reading).rejects.toBeInstanceOf(OutOfOrder);
});

test('an event scores in a batch as it does alone, given the state of the windows', async () => {
  const { records } = await scored(newer);
  const model = (await loadModel(modelPath)).model as BehaviorModel;
  const decision = decisionOptions(config);
  let state: ScorerState | undefined;
  newer.slice(0, 60).forEach((line, i) => {
    const event = normaliseLine(line);
    if (isRejection(event)) throw new Error(event.detail);
    const from = state && (JSON.parse(JSON.stringify(state)) as ScorerState);
    const alone = createScorer(model, { decision, from });
    expect(records[i]).toMatchObject({ score: alone.score(event).score });
    state = alone.state();
  });
});

describe('keys', () => {
  it('are those of the event: the same in another run and with another model', async () => {
    const one = await scored(newer);
    const other = join(openFolder(), 'other.json');
    const settings = configOf({ modeling: { k_candidates: [3], random_state: 9 } });
    await train({ inputs: [join(shared, 'older.ndjson')], modelPath: other, config: settings, now: NOW });
    const two = await scored(newer, { modelPath: other, runId: 'r2' });
    const keys = one.records.map(({ _key }) => _key);
    expect(two.report.modelVersion).not.toBe(one.report.modelVersion);
    expect(two.records.map(({ _key }) => _key)).toEqual(keys);
    expect(new Set(keys).size).toBe(newer.length);
    expect(keys.every((key) => /^[0-9a-f]{32}$/.test(String(key)))).toBe(true);
  });

  it('number events that are equal in every field, and tell apart all others of the same instant', async () => {
    const same = seedLine();
    const others = [seedLine({ process: 'a.exe' }), seedLine({ dest: 'X' }), seedLine({ user: 'bob' })];
    const { records } = await scored([same, same, ...others, same]);
    const keys = records.map(({ _key }) => _key);
    expect(new Set(keys).size).toBe(6);
    const again = await scored([
      seedLine({ TimeCreated: '2026-09-30T10:00:00Z' }),
      ...others,
      same,
      same,
      same,
    ]);
    expect(
      again.records
        .slice(1)
        .map(({ _key }) => _key)
        .sort(),
    ).toEqual(keys.toSorted());
    expect(again.records[4]!['_key']).toBe(keys[0]);
  });
});

describe('where lines come from and go to', () => {
  it('standard input to standard output, also newest first', async () => {
    const expected = await scored(newer);
    for (const input of [newer, newer.toReversed()]) {
      const { text, stdout } = collect();
      const stdin = Readable.from(input.map((line) => `${line}\n`));
      const report = await score({
        inputs: ['-'],
        modelPath,
        outputPath: '-',
        config,
        runId: 'r1',
        now: NOW,
        stdin,
        stdout,
      });
      const records = text()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(records.map(({ user }) => user)).toEqual(
        input.map((line) => (JSON.parse(line) as { user: string }).user),
      );
      expect(byKey(records)).toEqual(byKey(expected.records));
      expect(report.events).toBe(newer.length);
    }
  });

  it('a named pipe, which can be read only once', async () => {
    const folder = openFolder();
    const pipe = join(folder, 'pipe');
    execFileSync('/usr/bin/env', ['mkfifo', pipe]);
    const reversed = newer.toReversed();
    const outputPath = join(folder, 'out.ndjson');
    const [report] = await Promise.all([
      score({ inputs: [pipe], modelPath, outputPath, config, runId: 'r1', now: NOW }),
      writeFile(pipe, [...reversed, 'x'].join('\n')),
    ]);
    expect(report).toMatchObject({ events: newer.length, rejected: 1 });
    expect(report.rejections[0]!.sample).toMatch(new RegExp(`^${pipe}:${newer.length + 1}: `));
    expect(readObjects(outputPath).length).toBe(newer.length + 1);
  });

  it('gzip in and out', async () => {
    const folder = openFolder();
    const inputs = [writeLines(folder, 'in.ndjson.gz', newer)];
    const outputPath = join(folder, 'out.ndjson.gz');
    await score({ inputs, modelPath, outputPath, config, runId: 'r1', now: NOW });
    const text = gunzipSync(readFileSync(outputPath)).toString();
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual((await scored(newer)).records);
  });

  it('several files are one', async () => {
    const folder = openFolder();
    const inputs = [newer.slice(0, 150), newer.slice(150)].map((part, i) => writeLines(folder, `${i}`, part));
    expect((await scored([], { inputs })).records).toEqual((await scored(newer)).records);
  });

  it('an empty file gives an empty file', async () => {
    const { records, report } = await scored([]);
    expect([records, report.events, report.rejected]).toEqual([[], 0, 0]);
  });
});

describe('the output appears whole or not at all', () => {
  it.for(['in time order', 'newest first'])(
    'nothing new is left after an interruption, %s',
    async (order) => {
      const folder = openFolder();
      const input = writeLines(folder, 'in.ndjson', order === 'newest first' ? newer.toReversed() : newer);
      const outputPath = join(folder, 'out.ndjson');
      writeFileSync(outputPath, 'old');
      const controller = new AbortController();
      const onProgress = ({ done }: { done: number }): void => {
        if (done > 0) controller.abort(new Error('stopped'));
      };
      const options = { inputs: [input, input], modelPath, outputPath, config, runId: 'r1', now: NOW };
      await expect(score({ ...options, onProgress, signal: controller.signal })).rejects.toThrow('stopped');
      expect(readdirSync(folder).sort()).toEqual(['in.ndjson', 'out.ndjson']);
      expect(readFileSync(outputPath, 'utf8')).toBe('old');
    },
  );

  it('nor after a file that breaks off', async () => {
    const folder = openFolder();
    const whole = readFileSync(writeLines(folder, 'whole.gz', newer));
    const inputs = [join(folder, 'cut.gz')];
    writeFileSync(inputs[0]!, whole.subarray(0, whole.length / 2));
    const scoring = score({
      inputs,
      modelPath,
      outputPath: join(folder, 'out'),
      config,
      runId: 'r1',
      now: NOW,
    });
    await expect(scoring).rejects.toMatchObject({ name: 'IoError', code: 'truncated_gzip' });
    expect(readdirSync(folder).sort()).toEqual(['cut.gz', 'whole.gz']);
  });

  it.for(['behavior', 'classic'] as const)(
    'nor of a file that grows while %s reads it again',
    async (preset) => {
      const folder = openFolder();
      const input = writeLines(folder, 'in.ndjson', newer.toReversed());
      const settings = configOf({ modeling: { k_candidates: [4], preset } });
      const model = join(folder, 'model.json');
      await train({ inputs: [join(shared, 'older.ndjson')], modelPath: model, config: settings, now: NOW });
      let passes = 0;
      const onProgress = ({ done }: { done: number }): void => {
        if (done === 0 && ++passes === (preset === 'classic' ? 2 : 3)) appendFileSync(input, `${newer[0]}\n`);
      };
      const options = {
        inputs: [input],
        modelPath: model,
        outputPath: join(folder, 'out'),
        runId: 'r1',
        now: NOW,
      };
      await expect(score({ ...options, config: settings, onProgress })).rejects.toThrow(
        `Cannot score ${input}: it was changed while it was read; score a copy.`,
      );
      const kept = expect.stringMatching(/^model\.json\..+\.kept\.gz$/);
      expect(readdirSync(folder).sort()).toEqual(['in.ndjson', 'model.json', kept]);
    },
  );
});

test.for([
  { name: 'foreign', text: '\x80\x04pickle', code: 'not_a_model' },
  { name: 'damaged', text: '{"format":"sidecar-model","hash":"', code: 'damaged_model' },
])('a $name model is refused before anything is read or written', async ({ text, code }) => {
  const folder = openFolder();
  const path = join(folder, 'model.json');
  writeFileSync(path, text, 'latin1');
  const options = { inputs: [join(folder, 'missing')], modelPath: path, outputPath: join(folder, 'out') };
  await expect(score({ ...options, config, runId: 'r1' })).rejects.toMatchObject({
    name: 'ModelError',
    code,
  });
  expect(readdirSync(folder)).toEqual(['model.json']);
});

/** A stream that gathers what is written to it. */
function collect(): { readonly stdout: Writable; text(): string } {
  let written = '';
  const stdout = new Writable({
    write: (chunk, _, done) => {
      written += String(chunk);
      done();
    },
  });
  return { stdout, text: () => written };
}
