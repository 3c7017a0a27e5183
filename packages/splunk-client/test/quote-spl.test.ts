import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { parseSearchExpression } from '../../spl/src/syntax/search-expression.ts';
import { splitPipeline } from '../../spl/src/syntax/split-pipeline.ts';
import { isTimeDivisible } from '../src/is-time-divisible.ts';
import { quoteSpl, quoteSplField } from '../src/quote-spl.ts';

test.for([
  ['alice', '"alice"'],
  ['o"brien', '"o\\"brien"'],
  ['DOM\\alice', '"DOM\\\\alice"'],
  ['\\"', '"\\\\\\""'],
  ['a | delete', '"a | delete"'],
  ['[search index=_internal]', '"[search index=_internal]"'],
  ['two\nlines', '"two\nlines"'],
  ['$token$', '"$token$"'],
  ['', '""'],
  [4625, '"4625"'],
  [true, '"true"'],
] as const)('quotes %j as %j', ([value, expected]) => {
  expect(quoteSpl(value)).toBe(expected);
});

it('is one literal that reads back as the value, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      const value = raw.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '');
      const literal = quoteSpl(value);
      expect(literal).toMatch(/^"(?:[^"\\]|\\["\\])*"$/s);
      expect(literal.slice(1, -1).replace(/\\(.)/gs, '$1')).toBe(value);
    }),
  );
});

/** Text of the characters that mean something to SPL, and others. */
const text = fc
  .array(
    fc.oneof(fc.constantFrom(...'"\\|[]()$`=*,!<>\'\n\r\t %#'), fc.string({ unit: 'binary', maxLength: 3 })),
    { maxLength: 30 },
  )
  .map((parts) =>
    parts
      .join('')
      .replaceAll('\0', '')
      .replace(/\p{Surrogate}/gu, ''),
  );

it('reads back as the value in a pipeline that the emulator takes apart, and nothing around it changes', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const search = `search index=a user=${quoteSpl(one)} (host IN (${quoteSpl(other)}, b)) | head 3`;
      const commands = splitPipeline(search);
      expect(commands.map(({ name }) => name)).toEqual(['search', 'head']);
      expect(parseSearchExpression(commands[0]!.argument)).toEqual({
        kind: 'and',
        parts: [
          { kind: 'compare', field: 'index', operator: '=', values: ['a'] },
          { kind: 'compare', field: 'user', operator: '=', values: [one] },
          { kind: 'compare', field: 'host', operator: '=', values: [other, 'b'] },
        ],
      });
      expect(isTimeDivisible(search.replace(/ \| head 3$/, ''))).toBe(true);
    }),
  );
});

it('refuses what SPL cannot carry', () => {
  expect(() => quoteSpl('a\0b')).toThrow(
    new RangeError('value holds a NUL character, expected text that SPL can carry'),
  );
  expect(() => quoteSpl(Number.NaN)).toThrow(
    new TypeError('value is NaN, expected a string, a finite number or a boolean'),
  );
  expect(() => quoteSpl({} as string)).toThrow(
    new TypeError('value is object, expected a string, a finite number or a boolean'),
  );
});

test.for([
  ['user', 'user'],
  ['_time', '_time'],
  ['Authentication.user', "'Authentication.user'"],
  ['a b|c', "'a b|c'"],
])('writes field %s as %s', ([name, expected]) => {
  expect(quoteSplField(name!)).toBe(expected);
});

test.for(["a'b", 'a"b', 'a\\b', 'a`b', 'a\nb', ''])('refuses field name %j', (name) => {
  expect(() => quoteSplField(name)).toThrow(
    new RangeError(
      `field name is ${JSON.stringify(name)}, expected text without quotes, backslashes and control characters`,
    ),
  );
});
