import { describe, expect, it } from 'vitest';
import { createMemoryEnvironment, createSearchEngine, SplError, type Macro } from '../src/index.ts';
import { expandMacros } from '../src/syntax/expand-macros.ts';

const macro = (definition: string, args: readonly string[] = [], more: Partial<Macro> = {}): Macro => ({
  definition,
  args,
  ...more,
});
const macros: Record<string, string | Macro> = {
  events: 'index=a sourcetype="b"',
  // macros.conf.example
  'foobar(1)': macro('foo = $foo$', ['foo']),
  'foobar(2)': macro('foo = $foo$, bar = $bar$', ['foo', 'bar']),
  'fooeval(2)': macro('if(bar > 10, "$foo$ + $bar$", "$foo$ - $bar$")', ['foo', 'bar'], {
    isEval: true,
    validation: 'validate(foo > 15, "foo must be greater than 15", foo <= 100, "foo must be <= 100")',
  }),
  'top(1)': macro('head $n$', ['n'], { validation: 'isnum($n$)', errorMessage: 'n must be a number' }),
  'quoted(1)': macro('search "x $text$"', ['text']),
  nested: 'search `events` | `foobar(7)`',
  loop: 'x `loop`',
  number: macro('1 + 1', [], { isEval: true }),
};
const expand = (text: string): string => expandMacros(text, createMemoryEnvironment({ macros }));

describe('macros (macros.conf.spec)', () => {
  it.for([
    ['search `events` | head', 'search index=a sourcetype="b" | head'],
    ['`foobar(1)`', 'foo = 1'],
    ['`foobar(1, 2)`', 'foo = 1, bar = 2'],
    ['`foobar(bar=2,foo=1)`', 'foo = 1, bar = 2'],
    ['`foobar("a, b")`', 'foo = a, b'],
    ['`foobar("a \\"b\\"")`', 'foo = a "b"'],
    ['`foobar(x=1)`', 'foo = x=1'],
    ['`foobar(max(a, b))`', 'foo = max(a, b)'],
    ['`fooeval(20, 30)`', '20 + 30'],
    ['`fooeval(20, 5)`', '20 - 5'],
    ['`quoted(y)`', 'search "x y"'],
    ['`nested`', 'search index=a sourcetype="b" | foo = 7'],
    ['search "a `events` b"', 'search "a `events` b"'],
    ['search a ```a comment | with `everything` "``` | head', 'search a  | head'],
  ])('%s becomes %s', ([text, expected]) => {
    expect(expand(text!)).toBe(expected);
  });

  it.for([
    { text: '`loop`', message: /Reached maximum recursion depth \(100\) while expanding macros/ },
    { text: '`nosuch`', message: /The search specifies a macro 'nosuch' that cannot be found/ },
    { text: '`events(1)`', message: /The search specifies a macro 'events\(1\)' that cannot be found/ },
    { text: '`fooeval(10, 1)`', message: /^Error in 'SearchParser': foo must be greater than 15$/ },
    { text: '`top(a)`', message: /^Error in 'SearchParser': n must be a number$/ },
    {
      text: '`number`',
      message: /The definition of macro 'number' is expected to be an eval expression that returns a string/,
    },
    { text: 'search `events', message: /Mismatched quotes/ },
    { text: 'search ``` a', message: /comment/ },
  ])('refuses $text', ({ text, message }) => {
    expect(() => expand(text)).toThrow(SplError);
    expect(() => expand(text)).toThrow(message);
  });

  it('are found in subsearches too, before the search runs', () => {
    const engine = createSearchEngine(createMemoryEnvironment({ macros }));
    expect(() => engine.prepare('search a [ search `nosuch` ]')).toThrow(/macro 'nosuch'/);
    expect(engine.prepare('search a [ search `events` | `top(5)` ]').transforming).toBe(false);
  });
});
