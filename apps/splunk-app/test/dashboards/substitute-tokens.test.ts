import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { substituteTokens } from '../../src/dashboards/substitute-tokens.ts';

it.for([
  { text: 'user=$user$', expected: 'user=ann lee' },
  { text: 'user=$user|s$', expected: 'user="ann lee"' },
  { text: '?u=$user|u$', expected: '?u=ann%20lee' },
  { text: '$user|s|u$', expected: '%22ann%20lee%22' },
  { text: '$user|n$', expected: 'ann lee' },
  { text: '$row.Account.value|u$&', expected: 'b%26c&' },
  { text: '$row.One in.value$', expected: '7' },
  { text: '$time.earliest$..$time.latest$', expected: '0..now' },
  { text: '5$$ for $user$', expected: '5$ for ann lee' },
  { text: 'a $ b', expected: 'a $ b' },
])('puts values in where $text asks for them', ({ text, expected }) => {
  const tokens = {
    user: 'ann lee',
    'row.Account.value': 'b&c',
    'row.One in.value': '7',
    'time.earliest': '0',
    'time.latest': 'now',
  };
  expect(substituteTokens(text, tokens)).toBe(expected);
});

test('what is put in is not looked at again', () => {
  expect(substituteTokens('$a$ $b$', { a: '$b$', b: '$$' })).toBe('$b$ $$');
});

it.for([
  { text: '$nobody$', message: 'token nobody has no value' },
  { text: '$toString$', message: 'token toString has no value' },
  { text: '$user|x$', message: 'token filter x is not known, expected s, u, h or n' },
])('refuses $text', ({ text, message }) => {
  expect(() => substituteTokens(text, { user: 'ann' })).toThrow(new RangeError(message));
});

test('a quoted value is one quoted text, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const quoted = substituteTokens('$user|s$', { user: value });
      expect(quoted).toMatch(/^"(?:[^"\\]|\\.)*"$/u);
      expect(JSON.parse(quoted)).toBe(value);
    }),
  );
});

test('for HTML, what could be markup is written as characters', () => {
  expect(substituteTokens('$user|h$', { user: `<b class="x">'&` })).toBe(
    '&#60;b class=&#34;x&#34;&#62;&#39;&#38;',
  );
});
