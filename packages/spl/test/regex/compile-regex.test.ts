import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRegex } from '../../src/regex/compile-regex.ts';
import { expandReplacement } from '../../src/regex/expand-replacement.ts';
import { compileSed } from '../../src/regex/compile-sed.ts';
import { SplError } from '../../src/spl-error.ts';
import { escapeRegExp } from '../../src/wildcard.ts';

const matchOf = (pattern: string, text: string): string | undefined =>
  compileRegex(pattern, { command: 'rex' }).exec(text)?.[0];

test.for<[pattern: string, text: string, match: string | undefined]>([
  ['(?P<a>x)(?P=a)', 'axx', 'xx'],
  ["(?'a'x)\\k{a}", 'xx', 'xx'],
  ['(x)\\g{1}', 'xx', 'xx'],
  ['(?i)ABC', 'xabc', 'abc'],
  ['(?s)a.b', 'a\nb', 'a\nb'],
  ['a.b', 'a\nb', undefined],
  ['a.b', 'a\rb', 'a\rb'],
  ['(?m)^b$', 'a\nb\nc', 'b'],
  ['^b$', 'a\nb', undefined],
  ['b$', 'ab\n', 'b'],
  ['b\\z', 'ab\n', undefined],
  ['b\\Z', 'ab\n', 'b'],
  ['\\Aa', 'ba', undefined],
  ['(?x) a  b # the rest', 'ab', 'ab'],
  ['(?im)^B', 'a\nb', 'b'],
  ['[[:alpha:]]+', '12ab3', 'ab'],
  ['[^[:space:]]+', '  ab ', 'ab'],
  ['[[:digit:].]+', 'v1.2', '1.2'],
  ['[]a]+', 'b]a', ']a'],
  ['[^]a]', ']ab', 'b'],
  ['[a\\-z]+', 'b-z', '-z'],
  ['[\\w.-]+', 'a.b-c d', 'a.b-c'],
  ['[[]', 'a[', '['],
  ['\\Qa.b\\E+', 'a.bb', 'a.bb'],
  ['\\x{41}\\x42', 'AB', 'AB'],
  ['\\h+', 'a \tb', ' \t'],
  ['a\\Rb', 'a\r\nb', 'a\r\nb'],
  ['\\p{Lu}+', 'abÄÖ', 'ÄÖ'],
  ['\\pN', 'a1', '1'],
  ['(?#comment)a', 'a', 'a'],
  ['a{,2}', 'a{,2}', 'a{,2}'],
  ['{a}', '{a}', '{a}'],
  ['a{2}', 'aaa', 'aa'],
  ['a+?', 'aaa', 'a'],
  ['(?<=user=)\\w+(?= )', 'user=ann x', 'ann'],
  ['(?<!a)b', 'ab b', 'b'],
  ['\\"\\/\\@', '"/@', '"/@'],
  ['\\d{1,3}\\.\\d{1,3}', 'x 10.20', '10.20'],
  ['\\bfoo\\b', 'a foo', 'foo'],
  ['\\e\\a', '\u001B\u0007', '\u001B\u0007'],
])('%s in %j matches %j', ([pattern, text, match]) => {
  expect(matchOf(pattern, text)).toBe(match);
});

test.for([
  ['a++', 'possessive quantifiers are not supported'],
  ['a{2}+', 'possessive quantifiers are not supported'],
  ['(?>a)', 'atomic groups are not supported'],
  ['(?|a|b)', 'branch reset groups are not supported'],
  ['(a)(?(1)b)', 'conditional groups are not supported'],
  ['(?R)', 'recursion is not supported'],
  ['a(?i)b', 'flags are supported at the beginning of a pattern alone'],
  ['(?i:a)', 'flags are supported at the beginning of a pattern alone'],
  ['a\\Kb', '\\K is not supported'],
  ['\\Ga', '\\G is not supported'],
  ['(*SKIP)a', 'verbs such as (*SKIP) are not supported'],
  ['[a', 'missing terminating ] for character class'],
  ['a\\', '\\ at end of pattern'],
  ['(a', 'Unterminated group'],
  ['*a', 'Nothing to repeat'],
] as const)('%s is refused: %s', ([pattern, reason]) => {
  expect(() => compileRegex(pattern, { command: 'rex' })).toThrow(
    new SplError(
      `Error in 'rex' command: Encountered the following error while compiling the regex '${pattern}': Regex: ${reason}.`,
    ),
  );
});

test('a text that was escaped matches itself alone', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(matchOf(`\\A${escapeRegExp(text)}\\z`, text)).toBe(text);
    }),
  );
});

test('any text is compiled or refused with SplError', () => {
  const pattern = fc.string({ unit: fc.constantFrom(...'ab1()[]{}?*+\\.^$|<>=!:#-,PQEKxdwpR \n') });
  fc.assert(
    fc.property(pattern, (pattern) => {
      try {
        compileRegex(pattern, { command: 'rex' });
      } catch (error) {
        expect(error).toBeInstanceOf(SplError);
      }
    }),
    { numRuns: 200 },
  );
});

test.for([
  ['\\2-\\1', 'b-a'],
  ['\\0!', 'ab!'],
  ['$1 $&', '$1 $&'],
  ['\\\\1', '\\1'],
  ['\\3', ''],
  ['plain', 'plain'],
] as const)('the replacement %s gives %s', ([replacement, expected]) => {
  expect('ab'.replace(/(a)(b)(c)?/g, expandReplacement(replacement))).toBe(expected);
});

test('a sed script that masks leaves nothing of what it masks', () => {
  const mask = compileSed('s/\\d/#/g');
  fc.assert(fc.property(fc.string(), (text) => void expect(mask(text)).not.toMatch(/\d/)));
});
