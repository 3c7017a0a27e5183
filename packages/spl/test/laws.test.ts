import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMemoryEnvironment, createSearchEngine, extractFields, rowsOf } from '../src/index.ts';
import { sortRows } from '../src/commands/sort-rows.ts';
import { compileExpression } from '../src/match/match-row.ts';
import { parseSearchExpression } from '../src/syntax/search-expression.ts';
import { splitPipeline } from '../src/syntax/split-pipeline.ts';
import { anyText } from './any-text.ts';
import { runSearch } from './run-search.ts';

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

it('finds the event of any value, once it is quoted, and does not take it for a command', () => {
  fc.assert(
    fc.property(
      anyText.filter((text) => !text.includes('*') && !/\/\d{1,3}x?$/.test(text)),
      (value) => {
        const [command, ...rest] = splitPipeline(`search user=${quote(value)} | head 1`);
        expect(rest).toEqual([{ name: 'head', argument: '1' }]);
        const test = compileExpression(parseSearchExpression(command!.argument));
        expect(test(extractFields(JSON.stringify({ user: value })))).toBe(true);
        expect(test({ user: `${value}x` })).toBe(false);
      },
    ),
  );
});

it('takes any text for a search or refuses it with a message', () => {
  const engine = createSearchEngine(createMemoryEnvironment());
  fc.assert(
    fc.property(fc.constantFrom('search ', '| ', 'search a | '), anyText, (start, text) => {
      try {
        engine.prepare(`${start}${text}`);
      } catch (error) {
        expect(error).toMatchObject({ name: 'SplError', message: expect.stringMatching(/\S/) });
      }
    }),
  );
});

it('takes any argument of any command or refuses it with a message, and never fails otherwise', async () => {
  const environment = createMemoryEnvironment({
    indexes: { main: 'event', points: 'metric' },
    lookups: { t: { rows: [{ a: '1', b: '2' }] } },
  });
  const engine = createSearchEngine(environment);
  const command = fc.constantFrom(
    'addinfo',
    'append',
    'collect',
    'dedup',
    'fields',
    'format',
    'head',
    'inputlookup',
    'lookup',
    'mcollect',
    'outputlookup',
    'rename',
    'return',
    'search',
    'sort',
    'table',
    'tail',
  );
  const piece = fc.constantFrom(
    'a',
    'b',
    't',
    '*',
    '5',
    '-',
    '+',
    ',',
    '=',
    '(',
    ')',
    '"',
    '"a b"',
    'AS',
    'OUTPUT',
    'where',
    'sortby',
    '$a',
    'index=main',
    'index=points',
    'append=t',
    'max=1',
    'a=1',
    'OR',
    'NOT',
    'IN',
    'desc',
    '[ | makeresults ]',
    'split=true',
    '>',
    'limit=2',
  );
  await fc.assert(
    fc.asyncProperty(command, fc.array(piece, { maxLength: 6 }), async (name, pieces) => {
      try {
        const search = `| makeresults format=csv data="a,b\n1,2\n3,4" | ${name} ${pieces.join(' ')}`;
        await rowsOf(engine.prepare(search).run());
      } catch (error) {
        expect(error).toMatchObject({ name: 'SplError', message: expect.stringMatching(/\S/) });
      }
    }),
    { numRuns: 150 },
  );
});

it('sorting is a permutation in which no pair is the wrong way round, the same when done twice', () => {
  const value = fc.oneof(
    fc.constantFrom('1', '2', '10', '1.5', 'a', 'B', '10.0.0.9', '10.0.0.10', '::1', ''),
    fc.string(),
  );
  const rows = fc.array(fc.record({ v: value, id: fc.nat() }, { requiredKeys: ['id'] }), { maxLength: 12 });
  const key = fc.record({
    field: fc.constant('v'),
    descending: fc.boolean(),
    as: fc.constantFrom('auto' as const, 'num' as const, 'str' as const, 'ip' as const),
  });
  fc.assert(
    fc.property(rows, key, (unsorted, by) => {
      const sorted = sortRows(unsorted as never, [by]);
      expect(new Set(sorted)).toEqual(new Set(unsorted));
      expect(sorted).toHaveLength(unsorted.length);
      expect(sortRows(sorted, [by])).toEqual(sorted);
      // A total order: whichever two are sorted alone come out as they do among all.
      for (let i = 1; i < sorted.length; i++)
        expect(sortRows([sorted[0]!, sorted[i]!], [by])).toEqual([sorted[0], sorted[i]]);
    }),
  );
});

it('a filter and its opposite share the rows out', async () => {
  const term = fc.constantFrom('a=1', 'b=x*', 'a>1', 'a!=1', 'b IN (x, y)', 'NOT a=2', '(a=1 OR b=y)', 'x');
  const filter = fc.array(term, { minLength: 1, maxLength: 3 }).map((terms) => terms.join(' OR '));
  const events = ['1,x', '2,y', '3,xyz', ',x', '1,', '10,Y'].map((text, time) => {
    const [a, b] = text.split(',');
    return { time, raw: { ...(a !== '' && { a }), ...(b !== '' && { b }) } };
  });
  await fc.assert(
    fc.asyncProperty(filter, async (text) => {
      const yes = await runSearch(`search ${text}`, { events });
      const no = await runSearch(`search NOT (${text})`, { events });
      expect(new Set([...yes, ...no].map((row) => row['_time'])).size).toBe(events.length);
      expect(yes.length + no.length).toBe(events.length);
    }),
    { numRuns: 20 },
  );
});
