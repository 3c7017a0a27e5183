import { describe, expect, it } from 'vitest';
import { createMemoryEnvironment, createSearchEngine } from '../src/index.ts';
import { runSearch } from './run-search.ts';

const events = Array.from({ length: 6 }, (_, i) => ({
  time: i,
  raw: { user: `user${i % 3}`, n: i, tags: i % 2 === 0 ? ['a', 'b'] : ['a'] },
}));

describe('a search from end to end', () => {
  it('finds events newest first, with the fields that it names', async () => {
    expect(await runSearch('search n>3 | table n user tags{} _time', { events })).toEqual([
      { n: '5', user: 'user2', 'tags{}': 'a', _time: '5' },
      { n: '4', user: 'user1', 'tags{}': ['a', 'b'], _time: '4' },
    ]);
  });

  it('puts a subsearch in as the filter its rows make', async () => {
    const search = 'search [ search n IN (1, 5) | fields user ] | table n | sort n';
    expect(await runSearch(search, { events })).toEqual([{ n: '1' }, { n: '2' }, { n: '4' }, { n: '5' }]);
  });

  it('expands macros, with arguments and in macros', async () => {
    const macros = { few: '`above(3)` | head 1', 'above(1)': { definition: 'n>$limit$', args: ['limit'] } };
    expect(await runSearch('search `few` | table n', { events, macros })).toEqual([{ n: '5' }]);
  });

  it('refuses what it does not know before it runs', () => {
    const engine = createSearchEngine(createMemoryEnvironment());
    expect(() => engine.prepare('search a | nosuch b')).toThrow("Unknown search command 'nosuch'.");
    expect(() => engine.prepare('search a | makeresults')).toThrow(
      "Error in 'makeresults' command: This command must be the first command of a search.",
    );
  });
});
