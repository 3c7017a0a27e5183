import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { format } from 'prettier';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ConfigError,
  configJsonSchema,
  configReference,
  configTemplate,
  createSecret,
  kvStoreConnection,
  loadConfig,
  parseConfig,
  type ParseConfigOptions,
} from '../src/config/index.ts';
import { defaultConfig } from '../src/config/default-config.ts';

const original = readFileSync(new URL('fixtures/config-of-the-first-version.yaml', import.meta.url), 'utf8');

/** The error that a text is refused with. */
function refusal(text: string, options: ParseConfigOptions = {}): ConfigError {
  try {
    parseConfig(text, options);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('a configuration of the first version', () => {
  it('works unchanged, without a notice', () => {
    const { config, notices } = parseConfig(original);
    expect(notices).toEqual([]);
    expect(config.general).toEqual({ model_dir: './models', model_name: 'auth_kmeans_v1' });
    expect(config.ingestion).toMatchObject({
      query: 'index = ml_sidecar sourcetype = ml:sidecar:json',
      earliest: '-90d',
      latest: 'now',
    });
    expect(config.modeling).toMatchObject({
      outlier_percentile: 0.95,
      thresholds: { enable_user: true, enable_cluster: true, enable_global: false },
    });
    expect(config.output.splunk_kvstore.auth_token?.reveal()).toBe('eyJraWQiOiJzcGx1bmsuc2VjcmV0In0');
  });

  it('may spell k_candidates as candidate_k, which is noted with its line', () => {
    const { config, notices } = parseConfig('modeling:\n  random_state: 1\n  candidate_k: [3, 4]\n');
    expect(config.modeling.k_candidates).toEqual([3, 4]);
    expect(notices).toEqual([
      'modeling.candidate_k (line 3) is the old spelling of k_candidates; it is accepted, please rename it',
    ]);
  });

  it('prefers k_candidates where both spellings are given, and says so', () => {
    const { config, notices } = parseConfig('modeling:\n  candidate_k: [3]\n  k_candidates: [5]\n');
    expect(config.modeling.k_candidates).toEqual([5]);
    expect(notices).toEqual([
      'modeling.candidate_k (line 2) is the old spelling of k_candidates and is ignored, because k_candidates is given too',
    ]);
  });

  it('names the line of a fault in the old spelling', () => {
    expect(refusal('modeling:\n  candidate_k: [3,\n    x]\n').faults).toEqual([
      {
        path: 'modeling.k_candidates[1]',
        line: 3,
        found: 'the text "x"',
        expected: 'a whole number from 2 to 1000',
      },
    ]);
  });

  it.for(['0', '1', '95', '-0.5'])(
    'falls back with a notice where outlier_percentile is %s',
    (percentile) => {
      const { config, notices } = parseConfig(`modeling:\n  outlier_percentile: ${percentile}\n`);
      expect(config.modeling.outlier_percentile).toBe(0.99);
      expect(notices).toEqual([
        `modeling.outlier_percentile (line 2) is ${percentile}, not above 0 and below 1; the default is used`,
      ]);
    },
  );
});

describe('defaults', () => {
  it.for(['', '# nothing\n', '---\n', 'modeling:\noutput:\n', '\uFEFFgeneral: ~\n'])(
    'all apply to %j',
    (text) => {
      expect(parseConfig(text)).toEqual(parseConfig('{}'));
    },
  );

  it('are the same where nothing of the definition is loaded, key by key', () => {
    const { config } = parseConfig('');
    expect(defaultConfig()).toStrictEqual(config);
    expect(JSON.stringify(defaultConfig())).toBe(JSON.stringify(config));
  });

  it('are those of the first version where it had the key', () => {
    const { general, ingestion, modeling, output } = parseConfig('').config;
    expect({ general, ingestion, modeling, output }).toMatchObject({
      general: { model_dir: './models', model_name: 'auth_kmeans_v1' },
      ingestion: {
        query: 'index = ml_sidecar sourcetype = ml:sidecar:json',
        earliest: '-90d',
        latest: 'now',
      },
      modeling: {
        algorithm: 'kmeans',
        k_candidates: [6, 8, 10, 12, 14],
        random_state: 42,
        drift_threshold: 0.05,
        outlier_percentile: 0.99,
        min_cluster_events: 30,
        outlier_mode: 'combined',
        combined_logic: 'and',
        thresholds: { enable_user: true, enable_cluster: true, enable_global: true },
        export_outlier_events: true,
      },
      output: { writers: ['splunk_kvstore'], splunk_kvstore: { enabled: true, app: 'ml_sidecar_app' } },
    });
  });
});

describe('values', () => {
  it.for([
    {
      name: 'yes for true',
      yaml: 'output: { splunk_kvstore: { insecure: yes } }',
      at: 'insecure',
      value: true,
    },
    {
      name: 'Off for false',
      yaml: 'output: { splunk_kvstore: { enabled: Off } }',
      at: 'enabled',
      value: false,
    },
    {
      name: 'exponents',
      yaml: 'output: { splunk_kvstore: { batch_size: 1e3 } }',
      at: 'batch_size',
      value: 1000,
    },
    { name: 'digits as text', yaml: 'output: { splunk_kvstore: { app: 007 } }', at: 'app', value: '007' },
  ] as const)('understand $name', ({ yaml, at, value }) => {
    expect(parseConfig(yaml).config.output.splunk_kvstore[at]).toBe(value);
  });

  it.for([
    'now',
    '-90d',
    '-1h@h',
    '@d',
    '@w1',
    '-7d@d+3h',
    '-mon@mon',
    '+1d',
    '0',
    '1700000000.5',
    '2024-02-29',
    '2024-02-29T12:00:00.123Z',
    '2024-02-29T12:00:00+02:00',
    '10/27/2024:00:00:00',
  ])('accept the time %s', (time) => {
    expect(parseConfig(`ingestion: { earliest: "${time}" }`).config.ingestion.earliest).toBe(time);
  });

  it.for([
    {
      key: 'ingestion.earliest',
      value: 'yesterday',
      expected: 'now, a relative time such as -90d@d, epoch seconds or an ISO time',
    },
    {
      key: 'ingestion.earliest',
      value: '-90x',
      expected: 'now, a relative time such as -90d@d, epoch seconds or an ISO time',
    },
    {
      key: 'modeling.time_zone',
      value: 'Mars/Base',
      expected: 'a time zone by its IANA name, such as Europe/Berlin',
    },
    {
      key: 'modeling.time_zone',
      value: '+02:00',
      expected: 'a time zone by its IANA name, such as Europe/Berlin',
    },
    { key: 'modeling.algorithm', value: 'dbscan', expected: 'kmeans' },
    { key: 'modeling.preset', value: 'clasic', expected: 'one of behavior, classic' },
    { key: 'modeling.max_model_age_days', value: 'never', expected: 'a number above 0' },
    { key: 'ingestion.max_rejected_share', value: '0x1', expected: 'a number from 0 to 1' },
    { key: 'modeling.export_outlier_events', value: 'maybe', expected: 'true or false' },
    { key: 'general.model_name', value: '../x', expected: 'letters, digits, dots, dashes and underscores' },
    {
      key: 'modeling.k_candidates',
      value: 'eight',
      expected: 'a list, each a whole number from 2 to 1000, not empty',
    },
  ])('refuse $value for $key', ({ key, value, expected }) => {
    const [section, name] = key.split('.');
    expect(refusal(`${section}:\n  ${name}: "${value}"\n`).faults).toEqual([
      { path: key, line: 2, found: `the text "${value}"`, expected },
    ]);
  });

  it.for([
    {
      yaml: 'modeling: { random_state: 1.5 }',
      found: '1.5',
      expected: 'a whole number from 0 to 4294967295',
    },
    {
      yaml: 'modeling: { k_candidates: [] }',
      found: 'an empty list',
      expected: 'a list, each a whole number from 2 to 1000, not empty',
    },
    { yaml: 'ingestion: { files: [a, ~] }', found: 'nothing', expected: 'a path' },
    { yaml: 'general: { model_dir: { a: 1 } }', found: 'a section', expected: 'a path' },
    {
      yaml: 'modeling: { thresholds: user }',
      found: 'text',
      expected: 'a section with enable_user, enable_cluster, enable_global',
    },
    {
      yaml: '[general]',
      found: 'a list',
      expected: 'a section with general, ingestion, modeling, output, worker, queue, alerts',
    },
  ])('of the wrong type are described: $yaml', ({ yaml, found, expected }) => {
    expect(refusal(yaml).faults).toMatchObject([{ line: 1, found, expected }]);
  });

  it('never show the credentials of a URL', () => {
    const { message } = refusal('ingestion: { splunk: { base_url: "https://admin:hunter2@splunk:8089" } }');
    expect(message).toBe(
      'configuration:1: ingestion.splunk.base_url: found the text "https://...@splunk:8089", ' +
        'expected an http or https URL without a user name or password',
    );
  });
});

describe('the environment', () => {
  it.for([
    { name: 'a value', text: '${HOST}', expected: 'h1' },
    { name: 'a value within a text', text: 'a-${HOST}.b', expected: 'a-h1.b' },
    { name: 'a default for what is unset', text: '${NONE:-d}', expected: 'd' },
    { name: 'a default for what is empty', text: '${EMPTY:-d}', expected: 'd' },
    { name: 'no default for what is set', text: '${HOST:-d}', expected: 'h1' },
    { name: 'an escape', text: '$${HOST}', expected: '${HOST}' },
    { name: 'a dollar alone', text: '$HOST $result.x$', expected: '$HOST $result.x$' },
    { name: 'a value once', text: '${NESTED}', expected: '${HOST}' },
  ])('gives $name', ({ text, expected }) => {
    const env = { HOST: 'h1', EMPTY: '', NESTED: '${HOST}' };
    expect(parseConfig(`ingestion: { query: '${text}' }`, { env }).config.ingestion.query).toBe(expected);
  });

  it('gives numbers, flags and items of lists too', () => {
    const env = { SEED: '7', K: '9', FILE: 'a.ndjson' };
    const yaml =
      'modeling: { random_state: "${SEED}", k_candidates: ["${K}"] }\ningestion: { files: ["${FILE}"] }';
    const { modeling, ingestion } = parseConfig(yaml, { env }).config;
    expect([modeling.random_state, modeling.k_candidates, ingestion.files]).toEqual([7, [9], ['a.ndjson']]);
  });

  it('leaves the default of a key whose value is empty', () => {
    expect(parseConfig('general: { model_dir: "${DIR:-}" }').config.general.model_dir).toBe('./models');
  });

  it('is asked for what is missing, by name and line', () => {
    expect(refusal('general:\n  model_dir: ${A}/${B}\n').message).toBe(
      'configuration:2: general.model_dir: found the text "${A}/${B}", expected A and B in the environment',
    );
  });

  it.for(['${', '${1}', '${A', '${A-b}'])('cannot be referred to by %s', (text) => {
    expect(refusal(`general: { model_dir: '${text}' }`).faults).toEqual([
      {
        path: 'general.model_dir',
        line: 1,
        found: `"${text}"`,
        expected: '${NAME}, ${NAME:-default}, or $${ for ${ itself',
      },
    ]);
  });

  it('is not reached through inherited names', () => {
    expect(refusal("general: { model_dir: '${constructor}' }").message).toContain(
      'constructor in the environment',
    );
  });

  it('is not shown in faults', () => {
    const { message } = refusal('modeling: { random_state: "${TOKEN}" }', { env: { TOKEN: 'hunter2' } });
    expect(message).toContain('found the text "${TOKEN}", expected a whole number');
  });

  it('law: text without a dollar comes through unchanged', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }).filter((s) => !s.includes('$') && !/^(~|null)$/i.test(s)),
        (text) => {
          expect(parseConfig(JSON.stringify({ ingestion: { query: text } })).config.ingestion.query).toBe(
            text,
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('secrets', () => {
  const readSecret = (path: string): string => {
    const content = { 'token.txt': ' hunter2\n', 'empty.txt': ' \n' }[path];
    if (content === undefined) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
    return content;
  };

  it('come from a file, trimmed', () => {
    const { splunk } = parseConfig('ingestion: { splunk: { auth_token_file: token.txt } }', { readSecret })
      .config.ingestion;
    expect(splunk.auth_token?.reveal()).toBe('hunter2');
    expect(splunk).not.toHaveProperty('auth_token_file');
  });

  it.for([
    {
      name: 'is missing',
      yaml: 'auth_token_file: gone.txt',
      found: 'a file that cannot be read (ENOENT)',
      expected: 'a file that holds the secret',
    },
    {
      name: 'is empty',
      yaml: 'auth_token_file: empty.txt',
      found: 'an empty file',
      expected: 'a file that holds the secret',
    },
    {
      name: 'stands beside the secret',
      yaml: 'auth_token_file: token.txt, auth_token: x',
      found: 'auth_token as well',
      expected: 'one of auth_token and auth_token_file',
    },
  ])('refuse a file that $name', ({ yaml, found, expected }) => {
    expect(refusal(`ingestion: { splunk: { ${yaml} } }`, { readSecret }).faults).toEqual([
      { path: 'ingestion.splunk.auth_token_file', line: 1, found, expected },
    ]);
  });

  it('do not show in any form but by reveal()', () => {
    const { config } = parseConfig('ingestion: { splunk: { auth_token: hunter2 } }');
    const secret = config.ingestion.splunk.auth_token!;
    const forms = [
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true, getters: true }),
      `${secret}`,
    ];
    for (const form of [...forms, String(secret), Object.values(secret).map(String).join()]) {
      expect(form).not.toContain('hunter2');
    }
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
    expect(() => structuredClone(secret)).toThrow();
    expect(createSecret('x').reveal()).toBe('x');
  });

  it.for([
    {
      yaml: 'username: a',
      path: 'username',
      found: 'no password with it',
      expected: 'password or password_file',
    },
    { yaml: 'password: hunter2', path: 'password', found: 'no username with it', expected: 'username' },
    {
      yaml: 'username: a, password: hunter2, auth_token: b',
      path: 'username',
      found: 'a token as well',
      expected: 'either auth_token or username and password',
    },
    { yaml: 'auth_token: [hunter2]', path: 'auth_token', found: 'a list', expected: 'text' },
  ])('are one whole way to log in: $yaml', ({ yaml, path, found, expected }) => {
    const error = refusal(`ingestion: { splunk: { ${yaml} } }`);
    expect(error.faults).toEqual([{ path: `ingestion.splunk.${path}`, line: 1, found, expected }]);
    expect(error.message).not.toContain('hunter2');
  });

  it('of one server never reach another', () => {
    const source = 'ingestion: { splunk: { base_url: "https://a", auth_token: x } }\n';
    expect(kvStoreConnection(parseConfig(source).config).auth_token?.reveal()).toBe('x');
    const { config } = parseConfig(`${source}output: { splunk_kvstore: { base_url: "https://b" } }`);
    expect(kvStoreConnection(config)).toMatchObject({ base_url: 'https://b' });
    expect(kvStoreConnection(config).auth_token).toBeUndefined();
    expect(refusal('output: { splunk_kvstore: { auth_token: x } }').faults).toMatchObject([
      {
        path: 'output.splunk_kvstore.base_url',
        expected: 'the address of the server that the credentials are for',
      },
    ]);
  });
});

describe('faults', () => {
  it('are reported all at once, each with path, line, what was found and what is expected', () => {
    const yaml = `ingestion:
  splunk:
    base_url: ftp://example

    insecure: maybe
modeling:
  k_candidates:
    - 6
    # a comment
    - many
  drift_treshold: 0.1
  outlier_mode: \${MODE}
`;
    const error = refusal(yaml, { path: 'sidecar.yaml' });
    expect(error).toMatchObject({ name: 'ConfigError', code: 'config' });
    expect(error.message.split('\n')).toEqual([
      'sidecar.yaml:3: ingestion.splunk.base_url: found the text "ftp://example", expected an http or https URL without a user name or password',
      'sidecar.yaml:5: ingestion.splunk.insecure: found the text "maybe", expected true or false',
      'sidecar.yaml:10: modeling.k_candidates[1]: found the text "many", expected a whole number from 2 to 1000',
      'sidecar.yaml:11: modeling.drift_treshold: found an unknown key, expected a known key, the nearest is drift_threshold',
      'sidecar.yaml:12: modeling.outlier_mode: found the text "${MODE}", expected MODE in the environment',
    ]);
  });

  it.for([
    {
      yaml: 'modeling:\n  k_candidate: 3',
      path: 'modeling.k_candidate',
      expected: 'a known key, the nearest is k_candidates',
    },
    { yaml: 'modeling: {}\nbase_url: x', path: 'base_url', expected: 'it under ingestion.splunk' },
    {
      yaml: 'general:\n  __proto__: { polluted: 1 }',
      path: 'general.__proto__',
      expected: 'a known key, the nearest is model_dir',
    },
  ])('name the place of an unknown key: $path', ({ yaml, path, expected }) => {
    expect(refusal(yaml).faults).toEqual([{ path, line: 2, found: 'an unknown key', expected }]);
    expect({}).not.toHaveProperty('polluted');
  });

  it.for([
    {
      name: 'a key twice',
      yaml: 'general:\n  model_dir: a\n  model_dir: b\n',
      line: 3,
      found: 'a fault of syntax (duplicated mapping key)',
    },
    {
      name: 'an open bracket',
      yaml: 'modeling:\n  k_candidates: [6, 8\n',
      line: 3,
      found: 'a fault of syntax (',
    },
    { name: 'a tab', yaml: 'general:\n\tmodel_dir: a\n', line: 2, found: 'a fault of syntax (' },
    {
      name: 'a foreign tag',
      yaml: 'general: !!python/object:os.system x\n',
      line: 1,
      found: 'a fault of syntax (unknown tag',
    },
    { name: 'two documents', yaml: 'general: {}\n---\ngeneral: {}\n', line: 1, found: 'a fault of syntax (' },
    { name: 'no text at all', yaml: '\u0000', line: 1, found: 'a fault of syntax (' },
    { name: 'a file too large', yaml: `#${'x'.repeat(1024 * 1024)}`, line: 1, found: '1048577 characters' },
  ])('of syntax have a line: $name', ({ yaml, line, found }) => {
    const { faults } = refusal(yaml);
    expect(faults).toMatchObject([{ path: '', line }]);
    expect(faults[0]!.found).toContain(found);
  });

  it('are found through flow style, anchors, merges and aliases', () => {
    const yaml = `ingestion: {
  source: splunk, max_rejected_share: high,
  splunk: &server { insecure: false, app: "a b" }
}
output:
  splunk_kvstore:
    <<: *server
    batch_size: none
`;
    expect(refusal(yaml).faults.map(({ path, line }) => `${line} ${path}`)).toEqual([
      '2 ingestion.max_rejected_share',
      '3 ingestion.splunk.app',
      '6 output.splunk_kvstore.app',
      '8 output.splunk_kvstore.batch_size',
    ]);
  });

  it('include aliases that stand for too much, quickly', () => {
    const names = [...'abcdefghijk'];
    const bomb = names.map(
      (name, i) => `${name}: &${name} [${`${i === 0 ? 'x' : `*${names[i - 1]}`},`.repeat(9)}]`,
    );
    const started = performance.now();
    expect(refusal(bomb.join('\n')).faults[0]).toEqual({
      path: '',
      line: 1,
      found: 'more than 10000 values',
      expected: 'a configuration; are there aliases within aliases?',
    });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(refusal('general: &g { model_dir: *g }').faults).toHaveLength(1);
  });

  it('law: any YAML is either accepted or refused with a ConfigError', () => {
    const scalar = fc.constantFrom('a', '1', '~', '', '${A}', 'on', '-', '*a', '&a x', '!t y', '"', '{', '[');
    const line = fc.tuple(
      fc.nat(3),
      fc.constantFrom('general', 'modeling', 'k_candidates', '- ', '<<', 'x'),
      scalar,
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.map(([depth, key, value]) => `${'  '.repeat(depth)}${key}: ${value}`).join('\n');
        try {
          parseConfig(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a run needs', () => {
  it.for([
    {
      name: 'nothing is given',
      yaml: '',
      missing: ['ingestion.splunk.base_url', 'ingestion.splunk.auth_token'],
    },
    {
      name: 'files have no names',
      yaml: 'ingestion: { source: files }\noutput: { writers: [ndjson] }',
      missing: ['ingestion.files'],
    },
    {
      name: 'only the target is missing',
      yaml: 'ingestion: { source: files, files: [a] }',
      missing: ['output.splunk_kvstore.base_url', 'output.splunk_kvstore.auth_token'],
    },
    {
      name: 'the target has no credentials',
      yaml: 'ingestion: { splunk: { base_url: "https://a", auth_token: x } }\noutput: { splunk_kvstore: { base_url: "https://b" } }',
      missing: ['output.splunk_kvstore.auth_token'],
    },
  ])('is asked for where $name', ({ yaml, missing }) => {
    expect(parseConfig(yaml).notices).toEqual([]);
    expect(refusal(yaml, { runnable: true }).faults.map(({ path }) => path)).toEqual(missing);
  });

  it.for([
    { name: 'one server for both', yaml: 'ingestion: { splunk: { base_url: "https://a", auth_token: x } }' },
    { name: 'files only', yaml: 'ingestion: { source: files, files: [a] }\noutput: { writers: [ndjson] }' },
    {
      name: 'a writer switched off',
      yaml: 'ingestion: { source: files, files: [a] }\noutput: { splunk_kvstore: { enabled: no } }',
    },
    { name: 'all keys of the first version', yaml: original },
  ])('is there with $name', ({ yaml }) => {
    expect(parseConfig(yaml, { runnable: true }).notices).toEqual([]);
  });

  it('includes a warning where certificates are not verified', () => {
    expect(parseConfig('output:\n  splunk_kvstore:\n    insecure: true\n').notices).toEqual([
      "output.splunk_kvstore.insecure (line 3) is true: the server's certificate is not verified, so its token can be stolen on the way",
    ]);
    const queue =
      'queue: { redis: { url: "rediss://r", insecure: true } }\nalerts: { webhook: { insecure: true } }';
    expect(parseConfig(queue).notices).toEqual([
      "queue.redis.insecure (line 1) is true: the server's certificate is not verified, so its password can be stolen on the way",
      "alerts.webhook.insecure (line 2) is true: the server's certificate is not verified, so alerts can be read on the way",
    ]);
  });
});

describe('what a worker needs', () => {
  it.for([
    {
      yaml: 'queue: { redis: { username: a, password: b } }',
      fault: 'url: found nothing, expected the address of the server that username is for',
    },
    {
      yaml: 'queue: { redis: { password: b } }',
      fault: 'url: found nothing, expected the address of the server that password is for',
    },
    {
      yaml: 'queue: { redis: { url: "redis://r", username: a } }',
      fault: 'username: found no password with it, expected password or password_file',
    },
    {
      yaml: 'queue: { redis: { url: "redis://r", ca_file: a } }',
      fault: 'ca_file: found a url without TLS beside it, expected a url that begins with rediss:',
    },
    {
      yaml: 'queue: { redis: { url: "redis://r", insecure: on } }',
      fault:
        'insecure: found a url without TLS beside it, expected a url that begins with rediss:, or nothing',
    },
    {
      yaml: 'queue: { redis: { url: "redis://a:hunter2@r" } }',
      fault:
        'url: found the text "redis://...@r", expected a redis or rediss URL without a user name or password',
    },
  ])('of Redis is whole: $yaml', ({ yaml, fault }) => {
    expect(refusal(yaml).message).toBe(`configuration:1: queue.redis.${fault}`);
  });

  it.for(['redis://r', 'rediss://r:6380/2'])('of Redis is there with %s and a password', (url) => {
    const { config, notices } = parseConfig(`queue: { redis: { url: "${url}", password: b } }`);
    expect(config.queue.redis).toMatchObject({ url, insecure: false });
    expect(notices).toEqual([]);
  });

  it('of the collector is there where alerts go to it', () => {
    expect(refusal('alerts:\n  hec: yes\n').faults.map(({ path }) => path)).toEqual([
      'output.splunk_hec.url',
      'output.splunk_hec.token',
    ]);
    const collector = 'output: { splunk_hec: { url: "https://h:8088", token: x } }';
    expect(parseConfig(`alerts: { hec: true }\n${collector}`).config.alerts.hec).toBe(true);
  });

  it('includes a warning where webhooks are not signed', () => {
    const urls = 'alerts:\n  webhook:\n    urls: ["https://a/b"]\n';
    expect(parseConfig(urls).notices).toEqual([
      'alerts.webhook.urls (line 3) has no secret beside it: requests are not signed, so anybody can forge them',
    ]);
    expect(parseConfig(`${urls}    secret: s\n`).notices).toEqual([]);
  });

  it('can be asked by the caller, who need not know about lines', () => {
    const yaml = 'worker:\n  score:\n    cron: 0 0 31 2 *\n';
    const { faults } = refusal(yaml, {
      check: ({ worker }, report) =>
        report(['worker', 'score', 'cron'], `the text "${worker.score.cron}"`, 'a time that comes'),
    });
    expect(faults).toEqual([
      { path: 'worker.score.cron', line: 3, found: 'the text "0 0 31 2 *"', expected: 'a time that comes' },
    ]);
  });
});

describe('files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sidecar-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are read with their secrets', () => {
    writeFileSync(join(folder, 'token'), 'hunter2\n');
    writeFileSync(join(folder, 'c.yaml'), 'ingestion: { splunk: { auth_token_file: "${DIR}/token" } }');
    const { config } = loadConfig(join(folder, 'c.yaml'), { env: { DIR: folder } });
    expect(config.ingestion.splunk.auth_token?.reveal()).toBe('hunter2');
  });

  it('that are not there are one clear sentence', () => {
    const path = join(folder, 'none.yaml');
    expect(() => loadConfig(path)).toThrow(`${path}:1: found no such file, expected a configuration file`);
  });
});

describe('what is generated from the definition', () => {
  it('the commented file means the same as an empty one', () => {
    expect(parseConfig(configTemplate())).toEqual(parseConfig(''));
    expect(
      configTemplate()
        .split('\n')
        .filter((line) => line.length > 110),
    ).toEqual([]);
  });

  it('the commented file is valid with every example in use', () => {
    const all = configTemplate()
      .replaceAll(/^( *)#([a-z_]+: )/gm, '$1$2')
      .replaceAll(/^ *(auth_token|\w+_file): .*\n/gm, '');
    const { config } = parseConfig(all, {
      env: {
        SPLUNK_PASSWORD: 'p',
        SPLUNK_HEC_TOKEN: 't',
        REDIS_PASSWORD: 'r',
        SIDECAR_WEBHOOK_SECRET: 'w',
      },
      runnable: true,
    });
    expect(config.ingestion.splunk).toMatchObject({
      base_url: 'https://splunk.example.com:8089',
      username: 'sidecar',
    });
  });

  it('the JSON Schema for editors is current', async () => {
    const text = await format(JSON.stringify(configJsonSchema()), { parser: 'json', printWidth: 110 });
    await expect(text).toMatchFileSnapshot('../schema/sidecar.schema.json');
  });

  it('the JSON Schema knows every key of the first version and holds no words of our own', () => {
    const sections = configJsonSchema()['properties'] as Record<string, { properties: object }>;
    const given = load(original) as Record<string, object>;
    for (const [section, keys] of Object.entries(given)) {
      expect(Object.keys(sections[section]!.properties)).toEqual(expect.arrayContaining(Object.keys(keys)));
    }
    expect(JSON.stringify(configJsonSchema())).not.toMatch(/"(expected|secret|example)": *[^ {]/);
  });

  it('the reference in docs is current', async () => {
    const text = await format(configReference(), { parser: 'markdown', printWidth: 110 });
    await expect(text).toMatchFileSnapshot('../../../docs/configuration.md');
  });
});
