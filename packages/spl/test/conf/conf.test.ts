import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConf, writeConf } from '@sidecar/spl/conf';

const line = fc.oneof(fc.stringMatching(/^[ a-z\\#=[\]"|$]*$/), fc.string({ unit: 'grapheme' }));
const isWritable = (text: string): boolean =>
  !text.includes('\r') && !text.endsWith('\\') && !/^[ \t]|[ \t]$/.test(text);
const value = fc
  .array(line, { minLength: 1, maxLength: 4 })
  .map((lines) => lines.join('\n'))
  .filter(isWritable);
const key = fc
  .oneof(fc.stringMatching(/^[A-Za-z_.:-]{1,12}$/), fc.constantFrom('__proto__', 'EVAL-a', '10'))
  .filter((text) => text.trim() !== '');
const name = fc.oneof(
  fc.stringMatching(/^[\w =()[\]:.#]*$/),
  fc.constantFrom('', 'default', 'a(2)', '__proto__'),
);
const settings = fc.uniqueArray(fc.tuple(key, value), { selector: ([one]) => one }).map((pairs) => {
  const record = Object.create(null) as Record<string, string>;
  for (const [one, text] of pairs) record[one] = text;
  return record;
});
const stanzas = fc.uniqueArray(
  fc.record({ name, settings, comment: fc.option(fc.stringMatching(/^[a-z.]{1,5}(\n[a-z.]{1,5})?$/)) }),
  { selector: (stanza) => stanza.name },
);

it('reads back whatever it writes', () => {
  fc.assert(
    fc.property(stanzas, (made) => {
      const written = made.map(({ comment, ...rest }) => ({ ...rest, ...(comment !== null && { comment }) }));
      const { stanzas: read, problems } = parseConf(writeConf(written, { header: 'Made by a test.' }));
      expect(problems).toEqual([]);
      expect(
        read.map(({ name: one, settings: all, comment }) => ({ one, all: { ...all }, comment })),
      ).toEqual(
        made.map(({ name: one, settings: all, comment }) => ({
          one,
          all: { ...all },
          comment: comment ?? undefined,
        })),
      );
      expect(writeConf(read)).toBe(writeConf(written));
    }),
  );
});

it('reads any text without throwing, and no line twice', () => {
  fc.assert(
    fc.property(fc.array(line), (texts) => {
      const { stanzas: read } = parseConf(texts.join('\n'));
      const seen = read.flatMap(({ lines }) => Object.values(lines));
      expect(new Set(seen).size).toBe(seen.length);
    }),
  );
});

describe('a file', () => {
  const text = [
    '# about the file',
    '',
    'first = 1',
    '# why it is there',
    '# and more',
    '[macro(1)]',
    'args=a',
    'definition = search x=$a$ \\',
    '  | stats count \\',
    '# no comment here',
    'a line',
    '[other]',
    'a = 1',
    ' a = 2 ',
    '[macro(1)]',
    'iseval = 0',
  ].join('\r\n');
  const { stanzas: read, problems } = parseConf(`\uFEFF${text}`);

  it('gives stanzas with their lines and comments', () => {
    expect(read.map(({ name: one, line: at, comment }) => [one, at, comment])).toEqual([
      ['default', 3, undefined],
      ['macro(1)', 6, 'why it is there\nand more'],
      ['other', 12, undefined],
    ]);
    expect({ ...read[1]!.lines }).toEqual({ args: 7, definition: 8, iseval: 16 });
  });

  it('carries a value on after a backslash, joins stanzas and lets the last value win', () => {
    expect({ ...read[1]!.settings }).toEqual({
      args: 'a',
      definition: 'search x=$a$ \n  | stats count \n# no comment here',
      iseval: '0',
    });
    expect({ ...read[2]!.settings }).toEqual({ a: '2' });
  });

  it('says what came twice and what is no setting', () => {
    expect(problems).toEqual([
      { kind: 'not-a-setting', line: 11, stanza: 'macro(1)', text: 'a line' },
      { kind: 'duplicate-key', line: 14, stanza: 'other', text: 'a' },
      { kind: 'duplicate-stanza', line: 15, stanza: 'macro(1)', text: 'macro(1)' },
    ]);
  });
});

it('writes comments above stanzas, continued values with backslashes', () => {
  const made = [
    { name: 'a', comment: 'What it does.\n\nMore.', settings: { on: true, n: 3, search: 'x\n| head 1' } },
    { name: 'b', settings: {} },
  ];
  expect(writeConf(made, { header: 'Generated.' })).toBe(
    '# Generated.\n\n# What it does.\n#\n# More.\n[a]\non = true\nn = 3\nsearch = x\\\n| head 1\n\n[b]\n',
  );
});

it.for([
  {
    wrong: 'a name of two lines',
    stanza: { name: 'a\nb', settings: {} },
    says: /stanza "a\\nb" has line feeds/,
  },
  { wrong: 'an empty key', stanza: { name: 'a', settings: { '': 'x' } }, says: /key "" cannot be written/ },
  { wrong: 'a key with =', stanza: { name: 'a', settings: { 'a=b': 'x' } }, says: /key "a=b" cannot/ },
  { wrong: 'a key like a comment', stanza: { name: 'a', settings: { '#a': 'x' } }, says: /key "#a" cannot/ },
  {
    wrong: 'a value with spaces around',
    stanza: { name: 'a', settings: { a: ' x' } },
    says: /value of a is " x"/,
  },
  {
    wrong: 'a value that would go on',
    stanza: { name: 'a', settings: { a: 'x\\' } },
    says: /value of a is "x\\\\"/,
  },
])('refuses to write $wrong', ({ stanza, says }) => {
  expect(() => writeConf([stanza])).toThrow(RangeError);
  expect(() => writeConf([stanza])).toThrow(says);
});
