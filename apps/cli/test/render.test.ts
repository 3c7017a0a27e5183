import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from '../src/render/printable.ts';
import { renderExplanation } from '../src/render/render-explanation.ts';
import { createStyle } from '../src/render/style.ts';
import { wrap } from '../src/render/wrap.ts';

const plain = (_format: unknown, text: string): string => text;

const record = {
  _key: '9f86d081884c7d65',
  TimeCreated: '2026-09-07T03:12:09.000000Z',
  user: 'alice',
  src: '185.220.101.7',
  dest: 'SERVER012',
  signature: 'An account was successfully logged on',
  score: 99.2,
  p_value: 0.0001,
  sentence:
    'alice logged on from an address that neither she nor her peers have used in 62 days, at an hour when she sleeps.',
  counterfactual: 'From 10.10.1.0/24 between 08:00 and 18:00 the score would be 21.',
  mitre_technique: 'T1078',
  confidence: 0.934,
  reasons: [
    {
      code: 'hour_of_week',
      contribution: 24.1,
      typical: '08:00 to 18:00',
      actual: 'Mon 03:12',
      baseline_events: 1240,
      baseline_days: 62,
    },
    {
      code: 'source',
      contribution: 80.4,
      typical: '10.10.1.0/24',
      actual: '185.220.101.7',
      baseline_events: 1240,
      baseline_days: 62,
    },
    {
      code: 'action',
      contribution: -5.3,
      typical: 'success',
      actual: 'success',
      baseline_events: 1240,
      baseline_days: 62,
    },
  ],
};

describe('renderExplanation', () => {
  test('says what happened, how rare it is and why, the largest reason first', () => {
    expect(`\n${renderExplanation(record, { width: 100, style: plain })}\n`).toBe(`
99.20  about 1 in 10,000   alice   2026-09-07T03:12:09.000000Z
  185.220.101.7 → SERVER012: An account was successfully logged on
   +80.4 ████████ source: 185.220.101.7; usually 10.10.1.0/24
   +24.1 ██       hour of week: Mon 03:12; usually 08:00 to 18:00
    −5.3 █        action: success; usually success
  From 10.10.1.0/24 between 08:00 and 18:00 the score would be 21.
  ATT&CK T1078 · confidence 0.93 · 1,240 events in 62 days known · key 9f86d081884c7d65
`);
  });

  test('sums up what is more than six reasons, with what the record summed up itself', () => {
    const reasons = [9, 30, 8, 7, 6, 5, 4, 3].map((points, i) => ({
      code: i === 0 ? 'other' : `r${i}`,
      contribution: points,
    }));
    const lines = renderExplanation({ score: 72, reasons }, { width: 80, style: plain }).split('\n');
    expect(lines.slice(2).map((line) => line.replace(/█+/, '').replaceAll(/ +/g, ' ').trim())).toEqual([
      '+30.0 r1',
      '+8.0 r2',
      '+7.0 r3',
      '+6.0 r4',
      '+5.0 r5',
      '+4.0 r6',
      '+12.0 everything else',
    ]);
  });

  test.for([80, 100, 120])('stays within %i columns', (width) => {
    const long = {
      ...record,
      sentence: 'word '.repeat(60),
      src: 'x'.repeat(500),
      reasons: [{ code: 'source', contribution: 1, actual: 'y'.repeat(500) }],
    };
    const lines = renderExplanation(long, { width, style: plain }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  test('colours only what it would show without colour', () => {
    const style = createStyle({ stdout: process.stdout, env: { FORCE_COLOR: '1' } });
    const coloured = renderExplanation(record, { width: 100, style });
    expect(coloured).toContain('\u001b[');
    // eslint-disable-next-line no-control-regex
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(
      renderExplanation(record, { width: 100, style: plain }),
    );
  });

  test('shows the layers of a classic record, which has no reasons', () => {
    const text = renderExplanation(
      { user: 'bob', final_anomaly_score: 0.41, outlier_score: 0.2, cluster_rarity: 0.8 },
      { width: 80, style: plain },
    );
    expect(text).toBe(
      '0.410   bob\n  ? → ?\n  +0.200 ██       outlier_score\n  +0.800 ████████ cluster_rarity',
    );
  });

  test('lets no control character of a record reach the terminal, whatever the record holds', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const text = fc.string({ unit, maxLength: 20 });
    const escapes = fc.constantFrom('\u001b]0;owned\u0007', '\u202egnp.exe', '\n', '\r\u009b2J');
    const hostile = fc.oneof(
      text,
      escapes,
      fc.integer(),
      fc.constant(null),
      fc.array(text, { maxLength: 3 }),
    );
    const keys = [
      '_key',
      'TimeCreated',
      'user',
      'src',
      'dest',
      'signature',
      'score',
      'sentence',
      'counterfactual',
    ];
    const fields = Object.fromEntries(keys.map((key) => [key, hostile]));
    const reason = fc.record({ code: hostile, contribution: hostile, typical: hostile, actual: hostile });
    const reasons = fc.oneof(hostile, fc.array(reason, { maxLength: 3 }));
    const records = fc.record({ ...fields, reasons, mitre_technique: hostile });
    const unsafe = /[^\P{C}\n\p{Co}\p{Cn}]/u;
    fc.assert(
      fc.property(records, (value) => {
        expect(unsafe.test(renderExplanation(value, { width: 80, style: plain }))).toBe(false);
      }),
    );
  });
});

describe('createStyle', () => {
  test.for([
    { name: 'a terminal', isTTY: true, env: {}, coloured: true },
    { name: 'a pipe', isTTY: false, env: {}, coloured: false },
    { name: 'NO_COLOR', isTTY: true, env: { NO_COLOR: '1' }, coloured: false },
    { name: 'an empty NO_COLOR', isTTY: true, env: { NO_COLOR: '' }, coloured: true },
    { name: 'a dumb terminal', isTTY: true, env: { TERM: 'dumb' }, coloured: false },
    { name: 'FORCE_COLOR into a pipe', isTTY: false, env: { FORCE_COLOR: '1' }, coloured: true },
  ])('with $name: coloured is $coloured', ({ isTTY, env, coloured }) => {
    const style = createStyle({
      stdout: Object.assign(Object.create(process.stdout) as typeof process.stdout, { isTTY }),
      env,
    });
    expect(style('red', 'x') !== 'x').toBe(coloured);
  });
});

test('printable makes control characters visible and keeps the rest', () => {
  expect(printable('a\u001b[2Jb\n\u202ec\u200bд…😀')).toBe(String.raw`a\x1b[2Jb\x0a\u202ec\u200bд…😀`);
  expect(printable('a\nb\r', { lines: true })).toBe('a\nb\\x0d');
});

test('wrap keeps every word and the width', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/)),
      fc.integer({ min: 3, max: 30 }),
      (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.every((line) => line.length <= width)).toBe(true);
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
      },
    ),
  );
});
