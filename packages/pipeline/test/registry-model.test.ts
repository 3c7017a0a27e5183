import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canonicalJson,
  loadModel,
  parseModel,
  saveModel,
  sealModel,
  serialiseModel,
} from '../src/registry/index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-model-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const model = {
  preset: 'classic',
  centroids: [
    [0.1, -2e-7],
    [1e21, 3],
  ],
  names: { zoë: 1, b: null, a: true },
};

describe('canonical JSON', () => {
  it.for([
    { value: { b: 1, a: { d: [1, 'x'], c: null } }, text: '{"a":{"c":null,"d":[1,"x"]},"b":1}' },
    {
      value: { 10: 1, 9: 2, A: 3, a: 4, é: 5, '\u{1F600}': 6, '\uFB33': 7 },
      text: '{"10":1,"9":2,"A":3,"a":4,"é":5,"😀":6,"\uFB33":7}',
    },
    { value: [-0, 1e21, 1e-7, 333333333.3333333], text: '[0,1e+21,1e-7,333333333.3333333]' },
    { value: { a: undefined, b: '\u20ac$\u000f\nA\'B"\\' }, text: '{"b":"€$\\u000f\\nA\'B\\"\\\\"}' },
    { value: JSON.parse('{"__proto__":{"x":1}}') as unknown, text: '{"__proto__":{"x":1}}' },
  ])('follows RFC 8785: $text', ({ value, text }) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.for([
    { name: 'NaN', value: { a: [1, Number.NaN] }, message: 'value.a[1] is NaN' },
    { name: 'infinity', value: -Infinity, message: 'value is -Infinity' },
    { name: 'a typed array', value: { x: new Float64Array(1) }, message: 'value.x is a Float64Array' },
    { name: 'a map', value: [new Map()], message: 'value[0] is a Map' },
    { name: 'a date', value: { at: new Date(0) }, message: 'value.at is a Date' },
    { name: 'undefined in a list', value: [undefined], message: 'value[0] is undefined' },
    { name: 'undefined', value: undefined, message: 'value is undefined' },
    { name: 'a bigint', value: { n: 1n }, message: 'value.n is 1' },
  ])('refuses $name, which JSON would lose', ({ value, message }) => {
    expect(() => canonicalJson(value)).toThrow(
      new TypeError(`${message}, expected plain JSON data with finite numbers`),
    );
  });

  it('law: the order of keys does not matter, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('a model file', () => {
  it('comes back as it was', () => {
    const at = new Date('2026-01-02T03:04:05Z');
    const { text, hash, version } = sealModel(model, { createdAt: at });
    expect(parseModel(text, 'm')).toEqual({ model, hash, version, createdAt: '2026-01-02T03:04:05.000Z' });
    expect(parseModel(serialiseModel(model), 'm')).not.toHaveProperty('createdAt');
  });

  it('is canonical JSON as a whole, its hash over all but the hash and the time', () => {
    const text = serialiseModel(model, { createdAt: new Date(0) });
    const { hash, created_at, ...content } = JSON.parse(text) as Record<string, unknown>;
    expect(text).toBe(`${canonicalJson({ hash, created_at, ...content })}\n`);
    expect(content).toEqual({ format: 'sidecar-model', version: 1, model });
    expect(hash).toBe(createHash('sha256').update(canonicalJson(content)).digest('hex'));
    expect(sealModel(model).version).toBe(String(hash).slice(0, 12));
  });

  it('is the same bytes for the same model', () => {
    const { names, centroids, preset } = model;
    expect(serialiseModel({ names, centroids, preset })).toBe(serialiseModel(model));
    expect(sealModel(model, { createdAt: new Date(9) }).hash).toBe(sealModel(model).hash);
  });

  it('may be printed again by another tool and still be whole', () => {
    const pretty = JSON.stringify(JSON.parse(serialiseModel(model)), null, 2);
    expect(parseModel(pretty, 'm').version).toBe(sealModel(model).version);
  });

  const text = serialiseModel(model);
  it.for([
    {
      name: 'an empty file',
      text: '',
      code: 'not_a_model',
      message: 'm is not a Sidecar model: it is empty.',
    },
    {
      name: 'a CSV file',
      text: 'a,b\n1,2\n',
      code: 'not_a_model',
      message: 'm is not a Sidecar model: it is not JSON.',
    },
    {
      name: 'something cut off',
      text: '{"a": [1',
      code: 'not_a_model',
      message: 'm is not a Sidecar model: it is not JSON.',
    },
    {
      name: 'other JSON',
      text: '{"a": 1}',
      code: 'not_a_model',
      message: 'm is not a Sidecar model: it is other JSON.',
    },
    {
      name: 'a list',
      text: '[1]',
      code: 'not_a_model',
      message: 'm is not a Sidecar model: it is not JSON.',
    },
    {
      name: 'a model cut off',
      text: text.slice(0, -20),
      code: 'damaged_model',
      message: 'm is damaged: it was cut off or changed after it was written.',
    },
    {
      name: 'a changed number',
      text: text.replace('1e+21', '2e+21'),
      code: 'damaged_model',
      message: 'm is damaged: it was cut off or changed after it was written.',
    },
    {
      name: 'a changed hash',
      text: text.replace(/"hash":"./, '"hash":"x'),
      code: 'damaged_model',
      message: 'm is damaged: it was cut off or changed after it was written.',
    },
    ...[
      { name: 'no hash', text: text.replace(/"hash":"[^"]*",/, '') },
      { name: 'no model', text: text.replace(/"model":.*,"version"/s, '"version"') },
      { name: 'no number of its format', text: text.replace('"version":1', '"version":"1"') },
      { name: 'a time that is none', text: text.replace('"format"', '"created_at":7,"format"') },
    ].map((each) => ({
      ...each,
      code: 'damaged_model',
      message: 'm is damaged: it was cut off or changed after it was written.',
    })),
    {
      name: 'a newer format',
      text: text.replace('"version":1', '"version":2'),
      code: 'model_too_new',
      message: 'm was written by a newer Sidecar (format 2; this one reads 1).',
    },
  ])('is told from $name', ({ text, code, message }) => {
    expect(() => parseModel(text, 'm')).toThrow(
      expect.objectContaining({ name: 'ModelError', code, message }),
    );
  });
});

describe('a model on disk', () => {
  it.for(['m.json', 'm.json.gz'])('comes back from %s', async (name) => {
    const path = join(folder, name);
    const version = await saveModel(path, model, { createdAt: new Date(0) });
    expect(await loadModel(path)).toMatchObject({ model, version, createdAt: '1970-01-01T00:00:00.000Z' });
  });

  it.for([
    { name: 'a pickle', bytes: Buffer.from([0x80, 4, 0x95]) },
    { name: 'a pickle packed by joblib', bytes: gzipSync(Buffer.from([0x80, 4, 0x95])) },
  ])('is told from $name, which is never opened', async ({ bytes }) => {
    const path = join(folder, 'model.pkl');
    writeFileSync(path, bytes);
    await expect(loadModel(path)).rejects.toMatchObject({
      code: 'not_a_model',
      path,
      message: `${path} is not a Sidecar model: it looks like a pickled Python model, which Sidecar never opens; train a new one.`,
    });
  });

  it('is told from nothing and from a folder', async () => {
    writeFileSync(join(folder, 'empty'), '');
    await expect(loadModel(join(folder, 'empty'))).rejects.toMatchObject({ code: 'not_a_model' });
    await expect(loadModel(join(folder, 'none'))).rejects.toMatchObject({
      name: 'IoError',
      code: 'not_found',
    });
    await expect(loadModel(folder)).rejects.toMatchObject({ name: 'IoError', code: 'is_directory' });
  });

  it('keeps the old one if the new one cannot be written', async () => {
    const path = join(folder, 'kept.json');
    await saveModel(path, model);
    const before = readFileSync(path, 'utf8');
    await expect(saveModel(path, { x: Number.NaN })).rejects.toThrow(TypeError);
    expect(readFileSync(path, 'utf8')).toBe(before);
    await expect(saveModel(join(folder, 'no', 'm.json'), model)).rejects.toMatchObject({
      code: 'no_directory',
    });
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });
});
