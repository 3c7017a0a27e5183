import { describe, expect, it, test } from 'vitest';
import fc from 'fast-check';
import { csvText } from '../../src/apply/csv-text.ts';
import { decimal } from '../../src/apply/decimal.ts';
import { modelApp } from '../../src/apply/model-app.ts';
import { lintApp } from '../../src/lint/lint-app.ts';
import { packageOfFiles } from '../../src/lint/package/package-of-files.ts';
import { parseCsv } from './applied.ts';
import { strangeModel } from './strange-model.ts';

const decision = {
  outlierMode: 'budget',
  combinedLogic: 'and',
  enabled: { user: true, cluster: true, global: true },
  alertsPerDay: 5,
} as const;

describe('the app that applies a model', () => {
  const app = modelApp(strangeModel(), { decision, modelVersion: 'abc123' });
  const text = (path: string): string => String(app.files.find((file) => file.path === path)!.content);

  it('passes the linter, even as one for Splunk Cloud', async () => {
    expect(await lintApp(packageOfFiles(app.files, { name: app.name }))).toEqual([]);
  });

  it('is the same files again', () => {
    expect(modelApp(strangeModel(), { decision, modelVersion: 'abc123' })).toEqual(app);
  });

  it('has a stanza with case told apart for each file, and a file for each stanza', () => {
    const files = app.files.flatMap(({ path }) => /^lookups\/(.+)\.csv$/.exec(path)?.[1] ?? []);
    const conf = text('default/transforms.conf');
    expect([...conf.matchAll(/filename = (.+)\.csv/g)].map(([, name]) => name).toSorted()).toEqual(files);
    expect(conf.match(/case_sensitive_match = true/g)).toHaveLength(files.length);
    expect(app.lookups.map(({ name }) => name).toSorted()).toEqual(files);
  });

  it('keeps names that try to break out in one cell each', () => {
    const users = parseCsv(text('lookups/sidecar_apply_accounts.csv')).map(({ user }) => user);
    expect(users).toContain('ann, "the one" | delete `x` $user$ [*]\nnext,line');
    expect(text('default/macros.conf')).not.toContain('the one');
  });

  it.for([
    {
      given: { name: '9lives' },
      message: 'name is 9lives, expected up to 80 letters, digits, _ and ., a letter first',
    },
    {
      given: { modelVersion: 'x" | delete' },
      message: 'modelVersion is x" | delete, expected hexadecimal digits',
    },
  ])('refuses $given', ({ given, message }) => {
    expect(() => modelApp(strangeModel(), { decision, modelVersion: 'abc', ...given })).toThrow(
      new RangeError(message),
    );
  });
});

test('a CSV file reads back as what was written, whatever is in its cells', () => {
  const cell = fc
    .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', ',', '\n', ' a ', '""', 'a"b,c\nd'))
    .filter((text) => !text.includes('\r'));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), (rows) => {
      expect(parseCsv(csvText(['a', 'b'], rows)).map(({ a, b }) => [a, b])).toEqual(rows);
    }),
  );
});

test('a number has neither exponent nor a lost digit', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(decimal(value)).toMatch(/^-?\d+(?:\.\d+)?$/);
      expect(Number(decimal(value))).toBe(value === 0 ? 0 : value);
    }),
  );
  expect(() => decimal(Number.NaN)).toThrow(new RangeError('value is NaN, expected a finite number'));
});
