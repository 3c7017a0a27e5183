import { describe, expect, it } from 'vitest';
import {
  createMemoryEnvironment,
  createSearchEngine,
  type EventQuery,
  type SearchScope,
} from '../src/index.ts';

/** What a search asks the environment for. */
async function queryOf(search: string, scope: SearchScope = {}): Promise<EventQuery> {
  const queries: EventQuery[] = [];
  const memory = createMemoryEnvironment({
    now: 1000,
    lookups: { users: { rows: [{ user: 'ann', team: 'red' }] } },
  });
  const environment = {
    ...memory,
    readEvents: (query: EventQuery) => {
      queries.push(query);
      return memory.readEvents(query);
    },
  };
  for await (const _ of createSearchEngine(environment).prepare(search, scope).run()) void _;
  return queries.at(-1)!;
}

describe('what is left to the environment', () => {
  it.for([
    {
      search: 'index=a sourcetype=b*',
      metadata: [
        { field: 'index', anyOf: ['a'] },
        { field: 'sourcetype', anyOf: ['b*'] },
      ],
    },
    { search: 'index IN (a, b) x=1', metadata: [{ field: 'index', anyOf: ['a', 'b'] }] },
    {
      search: '(index=a OR index=b) host=h',
      metadata: [
        { field: 'index', anyOf: ['a', 'b'] },
        { field: 'host', anyOf: ['h'] },
      ],
    },
    { search: '(index=a OR host=h)', metadata: [] },
    { search: 'index=a NOT host=h', metadata: [{ field: 'index', anyOf: ['a'] }] },
    { search: 'x=1', metadata: [{ field: 'index', anyOf: ['main'] }] },
    {
      search: 'index=a [ | inputlookup users | rename user AS host | fields host ]',
      metadata: [
        { field: 'index', anyOf: ['a'] },
        { field: 'host', anyOf: ['ann'] },
      ],
    },
  ])('metadata of $search', async ({ search, metadata }) => {
    const query = await queryOf(`search ${search}`);
    expect(query.metadata.map(({ field, anyOf }) => ({ field, anyOf }))).toEqual(metadata);
  });

  it.for([
    { search: 'search index=a', fields: ['index'] },
    { search: 'search index=a user=x | table host n', fields: ['index', 'user', 'host', 'n'] },
    { search: 'search index=a | stats count by user | table *', fields: ['index', 'user'] },
    { search: 'search index=a | fields user, n | outputlookup users', fields: ['index', 'user', 'n'] },
    { search: 'search index=a | outputlookup users', fields: ['index', 'user', 'team'] },
    { search: 'search index=a | fields *', fields: ['index', '*'] },
    { search: 'search index=a | rename a AS b | sort b | table b', fields: ['index', 'a', 'b'] },
    { search: 'search index=a | lookup users user AS who OUTPUT team', fields: ['index', 'who'] },
    { search: 'search index=a | head (n > 3)', fields: ['index', 'n'] },
  ])('fields of $search', async ({ search, fields }) => {
    expect([...(await queryOf(search)).fields].sort()).toEqual([...fields].sort());
  });

  it('fields that are wanted of the results, unless a command drops them', async () => {
    const scope = { requiredFields: ['*'] };
    expect((await queryOf('search index=a', scope)).fields).toContain('*');
    expect((await queryOf('search index=a | table b', scope)).fields).not.toContain('*');
  });

  it('of subsearches, whatever is wanted of the results', async () => {
    const memory = createMemoryEnvironment({ events: [{ raw: { user: 'ann', n: 1 } }] });
    const asked: (readonly string[])[] = [];
    const environment = {
      ...memory,
      readEvents: (query: EventQuery) => {
        asked.push(query.fields);
        return memory.readEvents(query);
      },
    };
    const scope = { requiredFields: ['*'] };
    const search = 'search [ search n=1 | table user ] | append [ search n=2 ]';
    for await (const _ of createSearchEngine(environment).prepare(search, scope).run()) void _;
    expect(asked).toEqual(
      [
        ['n', 'index', 'user'],
        ['index', 'user', '*'],
        ['index', 'n', '*'],
      ].map((names) => expect.arrayContaining(names)),
    );
    expect(asked[0]).not.toContain('*');
  });

  it.for([
    { search: 'search index=a | sort 0 _time', order: 'oldest' },
    { search: 'search index=a | sort 5 + _time', order: 'oldest' },
    { search: 'search index=a | sort 0 -_time', order: 'newest' },
    { search: 'search index=a | sort 0 _time, user', order: 'newest' },
    { search: 'search index=a', order: 'newest' },
  ])('the order of $search', async ({ search, order }) => {
    expect((await queryOf(search)).order).toBe(order);
  });

  it('the window', async () => {
    const query = await queryOf('search index=a earliest=-100 latest=now');
    expect(query).toMatchObject({
      earliest: -100,
      latest: 1000,
      indexEarliest: -Infinity,
      indexLatest: Infinity,
    });
  });
});
