import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection, normaliseLine } from '@sidecar/events';
import { behaviourColumns, behaviourRow, createObserver } from '@sidecar/features';
import { type KvRecord, readPublished } from '@sidecar/kvstore-writer';
import type { BehaviorModel } from '@sidecar/scoring';
import { createSplunkClient } from '@sidecar/splunk-client';
import type { Emulator, FaultPlan } from '@sidecar/splunk-emulator';
import { describe, expect, it, test, vi } from 'vitest';
import { configKeys } from '../src/config/config-keys.ts';
import {
  doctor,
  drift,
  loadModel,
  parseConfig,
  run,
  score,
  type SidecarConfig,
  train,
} from '../src/index.ts';
import { writeChunks } from '../src/input/rereadable.ts';
import {
  configOf,
  generatedLines,
  NOW,
  openFolder,
  openSplunk,
  readObjects,
  seedLine,
  writeLines,
} from './workspace.ts';

// One test for each fault of the first version, so that none comes back.

const config = configOf({ modeling: { k_candidates: [4, 6] } });
const quiet = generatedLines(1400, { scenarios: [] });

interface Trained {
  readonly model: BehaviorModel;
  score(lines: readonly string[]): Promise<Record<string, unknown>[]>;
}

async function trainOn(lines: readonly string[], settings: SidecarConfig = config): Promise<Trained> {
  const folder = openFolder();
  const modelPath = join(folder, 'model.json');
  await train({ inputs: [writeLines(folder, 'training', lines)], modelPath, config: settings, now: NOW });
  const outputPath = join(folder, 'out');
  return {
    model: (await loadModel(modelPath)).model as BehaviorModel,
    score: async (rows) => {
      const inputs = [writeLines(folder, 'in', rows)];
      await score({ inputs, modelPath, outputPath, config: settings, runId: 'r', now: NOW });
      return readObjects(outputPath);
    },
  };
}

function splunkConfig(splunk: Emulator, values: Record<string, object> = {}): SidecarConfig {
  const { ingestion, splunk: source, output } = values;
  const { baseUrl: base_url, token: auth_token } = splunk;
  return configOf({
    general: { model_dir: join(openFolder(), 'models') },
    ingestion: { earliest: '0', splunk: { base_url, auth_token, ...source }, ...ingestion },
    modeling: { k_candidates: [4] },
    output: { splunk_kvstore: { app: 'search', reader_grace_seconds: 0 }, ...output },
  });
}

async function recordsOf(splunk: Emulator, collection: string): Promise<KvRecord[]> {
  const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
  const records: KvRecord[] = [];
  for await (const { record_key, ...record } of readPublished(client, { app: 'search', collection }))
    records.push({ ...record, _key: String(record_key ?? record['_key']) });
  return records;
}

describe('scores and thresholds from the batch being judged', () => {
  it('a quiet day has few outliers, and one attack more or less changes no other score', async () => {
    const { score: scoreAll } = await trainOn(quiet.slice(0, 1100));
    const day = quiet.slice(1100);
    const alone = await scoreAll(day);
    const known = JSON.parse(day.find((line) => line.includes('"user":"svc-'))!) as Record<string, unknown>;
    const attack = Array.from({ length: day.length }, (_, i) =>
      seedLine({
        ...known,
        TimeCreated: new Date(NOW.getTime() + 3 * 3_600_000 + i * 10_000).toISOString(),
        src: `185.${i % 250}.9.9`,
        dest: `HONEYPOT${i}`,
        process: 'x.exe',
      }),
    );
    const both = await scoreAll([...day, ...attack]);
    expect(both.slice(0, day.length)).toEqual(alone);
    const flagged = (records: typeof alone): number =>
      records.filter(({ behavior_outlier }) => behavior_outlier === 1).length;
    expect(flagged(alone) / day.length).toBeLessThan(0.03);
    expect(flagged(both.slice(day.length))).toBe(attack.length); // numerous as they are, they are no norm of their own
  });
});

test('linear hours: for who works about midnight, midnight is usual and noon is not', async () => {
  const nights = Array.from({ length: 400 }, (_, i) => {
    const hour = [22, 23, 0, 1][i % 4]!;
    return seedLine({
      TimeCreated: new Date(Date.UTC(2026, 7, 1 + Math.floor(i / 8), hour, (i * 7) % 60)).toISOString(),
    });
  });
  const at = (hour: number): string =>
    seedLine({ TimeCreated: new Date(Date.UTC(2026, 8, 24, hour, 30)).toISOString() });
  const [midnight, noon] = await (await trainOn(nights)).score([at(0), at(12)]);
  expect(midnight!['user_hour_score']).toBeLessThan(0.7);
  expect(noon!['user_hour_score']).toBeGreaterThan(0.95);
  expect(noon!['score']).toBeGreaterThan(midnight!['score'] as number);
});

/** Behaviour rows of events. */
function rowsOf(lines: readonly string[]): number[][] {
  const { observe } = createObserver({ timeZone: 'UTC' });
  return lines.map((line) => {
    const event = normaliseLine(line);
    if (isRejection(event)) throw new Error(event.detail);
    const kinds = ['person', 'service', 'administrator', 'machine', 'new'] as const;
    return behaviourRow(observe(event), kinds[event.user.length % 5]!);
  });
}

test('signature as a number: any two signatures are equally far apart', () => {
  const ids = [4624, 4625, 4634, 4672, 4768, 4769, 4771, 4776, 4648];
  const rows = rowsOf(ids.map((signature_id) => seedLine({ signature_id, action: 'success' })));
  const distances = rows.flatMap((a, i) =>
    rows.slice(i + 1).map((b) => Math.hypot(...a.map((v, j) => v - b[j]!))),
  );
  distances.forEach((distance) => expect(distance).toBeCloseTo(Math.SQRT2, 12));
});

test('two copies of one feature, one dead feature: every column varies, and none follows from another', () => {
  const sources = ['10.0.0.1', '8.8.8.8', '127.0.0.1', 'HOST', '-'];
  const ids = [4624, 4625, 4634, 4672, 4768, 4769, 4771, 4776, 4648];
  const lines = Array.from({ length: 1400 }, (_, i) =>
    seedLine({
      TimeCreated: new Date(Date.UTC(2026, 8, 1) + i * 400_000).toISOString(),
      user: 'x'.repeat(1 + (Math.floor(i / 50) % 7)),
      src: sources[i % 5],
      signature_id: ids[i % 9],
      action: i % 4 === 0 ? 'failure' : 'success',
    }),
  );
  const rows = rowsOf(lines);
  const columns = behaviourColumns.map((_, j) => rows.map((row) => row[j]!));
  expect(rows[0]!.length).toBe(behaviourColumns.length);
  columns.forEach((column, j) => expect(new Set(column).size, behaviourColumns[j]).toBeGreaterThan(1));
  for (let j = 1; j < columns.length; j++) {
    for (let i = 0; i < j; i++) {
      const pair = `${behaviourColumns[i]} and ${behaviourColumns[j]}`;
      expect(Math.abs(correlation(columns[i]!, columns[j]!)), pair).toBeLessThan(0.97);
    }
  }
});

function correlation(x: readonly number[], y: readonly number[]): number {
  const centred = (values: readonly number[]): number[] => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [a, b] = [centred(x), centred(y)];
  const dot = (p: readonly number[], q: readonly number[]): number =>
    p.reduce((sum, value, i) => sum + value * q[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

test('shares in a test made for counts: the same shares are stronger evidence among more events', async () => {
  const folder = openFolder();
  const modelPath = join(folder, 'model.json');
  const rows = (failures: number, successes: number): string[] => [
    ...Array.from({ length: successes }, () => seedLine()),
    ...Array.from({ length: failures }, () => seedLine({ action: 'failure', signature_id: 4625 })),
  ];
  await train({ inputs: [writeLines(folder, 'a', rows(200, 800))], modelPath, config, now: NOW });
  const pValues: number[] = [];
  for (const times of [1, 10, 100]) {
    const inputs = [writeLines(folder, 'b', rows(4 * times, 6 * times))];
    const { comparisons } = await drift({ inputs, modelPath, config, now: NOW });
    pValues.push(comparisons.find(({ name }) => name === 'signature')!.pValue);
  }
  expect(pValues[0]).toBeGreaterThan(0.05);
  expect(pValues[1]).toBeLessThan(1e-4);
  expect(pValues[2]).toBeLessThan(1e-20);
});

describe('config keys that nothing reads', () => {
  /** Read outside of what is called below, or by parsing itself. */
  const elsewhere = {
    // The command line decides the exit code by it.
    'ingestion.max_rejected_share': () =>
      expect(
        readFileSync(new URL('../../../apps/cli/src/exit-code-of.ts', import.meta.url), 'utf8'),
      ).toContain('ingestion.max_rejected_share'),
    // One algorithm exists, and another is refused.
    'modeling.algorithm': () =>
      expect(() => parseConfig('modeling: { algorithm: dbscan }')).toThrow(/algorithm/),
    // Secrets in files are read while parsing, and are then under the key without `_file`.
    ...Object.fromEntries(
      ['ingestion.splunk', 'output.splunk_kvstore'].flatMap((section) =>
        ['auth_token', 'password'].map((key) => [
          `${section}.${key}_file`,
          () => {
            const [outer, inner] = section.split('.') as [string, string];
            const login = key === 'password' ? { username: 'ann' } : {};
            const values = {
              [outer]: { [inner]: { base_url: 'https://x', ...login, [`${key}_file`]: 'f' } },
            };
            const parsed = parseConfig(JSON.stringify(values), { readSecret: () => 'from-the-file' });
            const found = parsed.config as unknown as Record<
              string,
              Record<string, Record<string, { reveal(): string }>>
            >;
            expect(found[outer]![inner]![key]!.reveal()).toBe('from-the-file');
          },
        ]),
      ),
    ),
    'output.splunk_hec.token_file': () => {
      const text = JSON.stringify({ output: { splunk_hec: { token_file: 'f' } } });
      const { config } = parseConfig(text, { readSecret: () => 'from-the-file' });
      expect(config.output.splunk_hec.token!.reveal()).toBe('from-the-file');
    },
  };

  it('every key is read by a run, a command or the parser', async () => {
    const splunk = await openSplunk(quiet.slice(0, 120), { tls: true });
    const folder = openFolder();
    const input = writeLines(folder, 'a.ndjson', quiet.slice(0, 120));
    const ca_file = join(folder, 'ca.pem');
    writeFileSync(ca_file, splunk.certificate!);
    const server = { base_url: splunk.baseUrl, auth_token: splunk.token, ca_file };
    const read = new Set<string>();
    const splunk_hec = { url: splunk.hecUrl, token: splunk.hecToken, ca_file, index: 'ml_sidecar' };
    for (const [preset, source, mode] of [
      ['behavior', 'splunk', 'raw'],
      ['classic', 'files', 'raw'],
      ['classic', 'splunk', 'summary'],
      ['classic', 'splunk', 'datamodel'],
    ]) {
      const values = configOf({
        general: { model_dir: join(folder, 'models') },
        ingestion: {
          source,
          mode,
          files: [input],
          earliest: mode === 'raw' ? '0' : '-1d',
          summary: { on_gap: 'warn' },
          splunk: server,
        },
        modeling: { preset, k_candidates: [3] },
        output: {
          writers: ['splunk_kvstore', 'ndjson', 'splunk_hec'],
          splunk_hec,
          splunk_kvstore: { ...server, app: 'search', reader_grace_seconds: 0 },
          ndjson: { directory: join(folder, 'results') },
        },
      });
      const watched = watch(values, [], read);
      await run({ config: watched, runId: `${mode}1`, now: NOW });
      if (mode !== 'raw') continue;
      await run({ config: watched, runId: 'r2', now: NOW });
      await doctor({ config: watched });
      const modelPath = join(folder, `${preset}.json`);
      await train({ inputs: [input], modelPath, config: watched, now: NOW });
    }
    // Those of the worker are looked for in its own tests.
    const keys = configKeys
      .filter(({ isSection, path }) => !isSection && !/^(?:worker|queue|alerts)$/.test(path[0]!))
      .map(({ path }) => path.join('.'));
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter((key) => !read.has(key) && !Object.hasOwn(elsewhere, key))).toEqual([]);
    expect(Object.keys(elsewhere).filter((key) => !keys.includes(key))).toEqual([]);
  });

  it.for(Object.keys(elsewhere))('%s has its reader elsewhere', (key) =>
    elsewhere[key as keyof typeof elsewhere](),
  );
});

/** The same object, but every key that is read is noted by its path. */
function watch<T extends object>(values: T, path: readonly string[], read: Set<string>): T {
  return new Proxy(values, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (typeof key !== 'string') return value;
      const here = [...path, key];
      read.add(here.join('.'));
      const isSection =
        typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.isFrozen(value);
      return isSection ? watch(value, here, read) : value;
    },
  });
}

test('whole responses in memory: what is fetched goes to disk as it arrives', async () => {
  const file = join(openFolder(), 'export');
  const chunk = 'x'.repeat(256 * 1024);
  const behind: number[] = [];
  async function* chunks(): AsyncGenerator<string> {
    for (let sent = 0; sent < 200; sent++) {
      behind.push(sent - (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / chunk.length);
      yield chunk;
    }
  }
  await writeChunks(file, chunks());
  expect(statSync(file).size).toBe(200 * chunk.length);
  expect(Math.max(...behind)).toBeLessThan(24); // of 200; splunk-client's tests show that the server waits meanwhile
});

describe('TLS verification off', () => {
  it(
    'an unknown certificate is refused, a named authority is trusted, insecure is a warning',
    { timeout: 60_000 },
    async () => {
      const splunk = await openSplunk(quiet.slice(0, 60), { tls: true });
      const refused = run({ config: splunkConfig(splunk), runId: 'r1', now: NOW });
      await expect(refused).rejects.toMatchObject({ name: 'SplunkError', code: 'tls' });
      expect(splunk.requests).toEqual([]);

      const ca_file = join(openFolder(), 'ca.pem');
      writeFileSync(ca_file, splunk.certificate!);
      const warnings: string[] = [];
      const onWarning = ({ code }: { readonly code: string }): void => void warnings.push(code);
      const trusted = splunkConfig(splunk, { splunk: { ca_file } });
      expect((await run({ config: trusted, runId: 'r1', now: NOW, onWarning })).events).toBe(60);
      expect(warnings).toEqual([]);

      const insecure = splunkConfig(splunk, { splunk: { insecure: true } });
      expect((await run({ config: insecure, runId: 'r2', now: NOW, onWarning })).events).toBe(60);
      expect(new Set(warnings)).toEqual(new Set(['tls_not_verified']));
      expect(configOf().ingestion.splunk.insecure).toBe(false);
      expect(configOf().output.splunk_kvstore.insecure).toBe(false);
    },
  );
});

test.for<{ name: string; faults: FaultPlan }>([
  { name: 'a refusal', faults: [{ route: 'export', kind: 'token-expires', times: 9 }] },
  { name: 'a busy server', faults: [{ route: 'export', kind: 'unavailable-503', times: 99 }] },
  { name: 'an empty answer', faults: [{ route: 'any', kind: 'empty-200', times: 99 }] },
  {
    name: 'a failure before the first row',
    faults: [{ route: 'export', kind: 'fatal-after-rows', afterRows: 0, times: 99 }],
  },
])('any HTTP error reads as "no events": $name is an error', { timeout: 60_000 }, async ({ faults }) => {
  const splunk = await openSplunk(quiet.slice(0, 60), { faults });
  const ingesting = run({ config: splunkConfig(splunk), runId: 'r1', now: NOW });
  await expect(ingesting).rejects.toMatchObject({ name: 'SplunkError' });
});

test('collection deleted first, then filled: readers see events at every moment, and old ones go last', async () => {
  const splunk = await openSplunk(quiet.slice(0, 300));
  const first = splunkConfig(splunk);
  await run({ config: first, runId: 'r1', now: NOW });
  const before = splunk.requests.length;
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', quiet.slice(300, 400));
  const seen: Promise<number>[] = [];
  const onProgress = ({ stage }: { readonly stage: string }): void => {
    if (stage.startsWith('writing')) seen.push(recordsOf(splunk, 'auth_events').then(({ length }) => length));
  };
  const config = splunkConfig(splunk, {
    output: { splunk_kvstore: { app: 'search', batch_size: 100, reader_grace_seconds: 0 } },
  });
  await run({ config, runId: 'r2', now: NOW, onProgress });
  expect(seen.length).toBeGreaterThan(5);
  expect(Math.min(...(await Promise.all(seen)))).toBeGreaterThanOrEqual(300);
  const writes = splunk.requests
    .slice(before)
    .filter(({ method, url }) => method !== 'GET' && url.includes('/data/auth_events'));
  expect(writes.filter(({ method }) => method === 'POST').length).toBe(4);
  expect(writes.slice(0, 4).every(({ url }) => url.includes('batch_save'))).toBe(true);
  const deletions = writes.filter(({ method }) => method === 'DELETE');
  expect(
    deletions.every(
      ({ url }) => /[?&]query=/.test(url) && decodeURIComponent(url).includes('"_key":{"$gte":'),
    ),
  ).toBe(true);
});

test('keys that change with the cluster number and collide for two events in one instant', async () => {
  const day = [
    ...quiet.slice(0, 100),
    seedLine({ user: 'ann' }),
    seedLine({ user: 'bob' }),
    seedLine({ user: 'bob' }),
  ];
  const keysWith = async (k: number): Promise<{ keys: unknown[]; clusters: unknown[] }> => {
    const settings = configOf({ modeling: { k_candidates: [k] } });
    const records = await (await trainOn(quiet, settings)).score(day);
    return { keys: records.map(({ _key }) => _key), clusters: records.map(({ cluster_id }) => cluster_id) };
  };
  const [few, many] = [await keysWith(3), await keysWith(9)];
  expect(many.clusters).not.toEqual(few.clusters);
  expect(many.keys).toEqual(few.keys);
  expect(new Set(few.keys).size).toBe(day.length);
});

test('failures printed, then "successfully wrote": a run prints nothing and says what is not there', async () => {
  const spies = [
    vi.spyOn(process.stdout, 'write').mockReturnValue(true),
    vi.spyOn(process.stderr, 'write').mockReturnValue(true),
    ...(['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name).mockReturnValue()),
  ];
  try {
    const splunk = await openSplunk(quiet.slice(0, 120));
    let plan: FaultPlan = [{ route: 'kv-write', kind: 'token-expires', times: 99 }];
    const onProgress = ({ stage }: { readonly stage: string }): void => {
      if (!stage.startsWith('writing')) return;
      splunk.setFaults(plan);
      plan = [];
    };
    const { writes } = await run({
      config: splunkConfig(splunk),
      runId: 'r1',
      now: NOW,
      onProgress: onceOf(onProgress),
    });
    expect(writes.length).toBe(7);
    for (const write of writes)
      expect(write).toMatchObject({ written: 0, complete: false, problem: expect.any(String) });
    expect(writes[0]!.failed).toBe(120);
    expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
  } finally {
    vi.restoreAllMocks();
  }
});

/** Calls on until the first stage of writing, and no more then. */
function onceOf(
  call: (event: { readonly stage: string }) => void,
): (event: { readonly stage: string }) => void {
  let done = false;
  return (event) => {
    if (done) return;
    done = event.stage.startsWith('writing');
    call(event);
  };
}

test('field types that lose the value: what Splunk gives back is what was given', async () => {
  const splunk = await openSplunk(generatedLines(300));
  const directory = join(openFolder(), 'results');
  const output = { writers: ['splunk_kvstore', 'ndjson'], ndjson: { directory } };
  const config = splunkConfig(splunk, { output: { ...output, splunk_kvstore: { app: 'search' } } });
  await run({ config, runId: 'r1', now: NOW });
  for (const file of readdirSync(directory)) {
    const given = new Map(readObjects(join(directory, file)).map((record) => [record['_key'], record]));
    const stored = await recordsOf(splunk, file.replace('.ndjson', ''));
    expect(stored.length).toBe(given.size);
    for (const { _user, ...record } of stored) expect(record).toEqual(given.get(record._key));
  }
});

test.for(['a pickle', 'a pickle in place of the model in use'])(
  'pickled models: %s is refused, not opened',
  async (name) => {
    const folder = openFolder();
    const input = writeLines(folder, 'a.ndjson', quiet.slice(0, 60));
    const files = configOf({
      general: { model_dir: join(folder, 'models') },
      ingestion: { source: 'files', files: [input] },
      output: { writers: [] },
    });
    const { modelPath } = await run({ config: files, runId: 'r1', now: NOW });
    const pickle = Buffer.from([
      0x80,
      0x04,
      0x95,
      0x1a,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0x8c,
      5,
      ...Buffer.from('posix'),
    ]);
    writeFileSync(modelPath, pickle);
    const options = {
      inputs: [input],
      modelPath,
      outputPath: join(folder, 'out'),
      config: files,
      runId: 'r',
      now: NOW,
    };
    const attempt = name === 'a pickle' ? score(options) : run({ config: files, runId: 'r2', now: NOW });
    await expect(attempt).rejects.toMatchObject({
      name: 'ModelError',
      code: 'not_a_model',
      message: expect.stringContaining('pickle'),
    });
  },
);

test('a package that does not install: what the sources import is declared, and nothing else is', () => {
  // test/packed.test.ts at the root installs the tarballs.
  const folder = new URL('../', import.meta.url);
  const manifest = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
    readonly dependencies: Record<string, string>;
    readonly files: string[];
    readonly exports: Record<string, Record<string, string>>;
  };
  const imported = readdirSync(new URL('src', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(new URL(`src/${name}`, folder), 'utf8').matchAll(/from '([^.'][^']*)'/g),
    ])
    .map(([, specifier]) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier!)![0])
    .filter((name) => !name.startsWith('node:'));
  expect([...new Set(imported)].sort()).toEqual(Object.keys(manifest.dependencies).sort());
  expect(manifest.files).toEqual(['dist', 'src']);
  expect(manifest.exports['.']).toMatchObject({ types: './dist/index.d.ts', default: './dist/index.js' });
});
