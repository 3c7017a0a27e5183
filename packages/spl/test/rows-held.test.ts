import { expect, test } from 'vitest';
import { createMemoryEnvironment, createSearchEngine, type Row, rowsOf } from '../src/index.ts';

/** Events that the environment holds and would give again. */
const held = (): Row[] =>
  [1, 2, 3].map((n) => Object.freeze({ index: 'main', _raw: `n=${n}`, _time: n, n: `${n}` }));

async function searched(search: string): Promise<readonly Row[]> {
  const rows = held();
  const memory = createMemoryEnvironment({
    now: 10,
    lookups: { names: { fields: ['n', 'name'], rows: [{ n: '1', name: 'one' }] } },
  });
  const environment = {
    ...memory,
    async *readEvents() {
      yield rows;
    },
  };
  const found = await rowsOf(createSearchEngine(environment).prepare(search).run());
  expect(rows).toEqual(held());
  return found;
}

test.for([
  'eval n=n+1',
  'lookup names n',
  'eval n=n+1 | eval m=n | lookup names n OUTPUT name AS n | eval m=null()',
  'search n>0 | where n>0 | eventstats max(n) AS m | fillnull value=x other | eval n=0',
  'streamstats current=f last(n) AS before | eval n=0 | eval before=before+1',
])('no row is changed that somebody else holds: %s', async (commands) => {
  expect(await searched(`search index=* | ${commands}`)).toHaveLength(3);
});

test('what comes after a command of one pass sees what the command gave, not what later ones made of it', async () => {
  const search = 'search index=* | eval n=n*10 | streamstats sum(n) AS sum | eval n=0, sum=sum+1';
  expect((await searched(search)).map(({ n, sum }) => [n, sum])).toEqual([
    [0, 11],
    [0, 31],
    [0, 61],
  ]);
});
