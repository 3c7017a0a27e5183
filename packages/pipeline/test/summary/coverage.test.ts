import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createCoverageTally, spansText } from '../../src/summary/coverage.ts';

const HOUR = 3600;
const START = 1_790_002_800;
const at = (hour: number): number => START + hour * HOUR;
const span = (hours: number): { from: number; to: number } => ({ from: START, to: at(hours) });

describe('of each hour the latest write that is whole counts', () => {
  it.for<{
    name: string;
    writes: [run: string, stated: number | null, counted: number][];
    run?: string;
    incomplete?: number;
    repeated?: number;
  }>([
    { name: 'one write', writes: [['10.5', 3, 3]], run: '10.5' },
    { name: 'no event at all', writes: [['10', 0, 0]], run: '10' },
    {
      name: 'the same hour written twice',
      writes: [
        ['10', 3, 3],
        ['9.75', 3, 3],
      ],
      run: '10',
      repeated: 1,
    },
    {
      name: 'runs are told apart by time and not by text',
      writes: [
        ['9', 3, 3],
        ['10', 4, 4],
      ],
      run: '10',
      repeated: 1,
    },
    {
      name: 'the later one died before its statement',
      writes: [
        ['10', 3, 3],
        ['11', null, 2],
      ],
      run: '10',
      incomplete: 1,
    },
    {
      name: 'the later one died after its statement',
      writes: [
        ['10', 3, 3],
        ['11', 4, 2],
      ],
      run: '10',
      incomplete: 1,
    },
    { name: 'more events than were stated', writes: [['10', 3, 4]], incomplete: 1 },
    { name: 'events without a statement', writes: [['10', null, 3]], incomplete: 1 },
    { name: 'nothing', writes: [] },
  ])('$name', ({ writes, run, incomplete = 0, repeated = 0 }) => {
    const tally = createCoverageTally();
    for (const [name, stated, counted] of writes) {
      if (stated !== null) tally.state(START, name, stated);
      for (let n = 0; n < counted; n++) tally.count(START, name, 1);
    }
    const coverage = tally.coverage(span(1));
    expect(coverage.runs.get(START)).toBe(run);
    expect(coverage).toMatchObject({ incomplete, repeated });
    expect(coverage.gaps).toEqual(run === undefined ? [span(1)] : []);
  });

  it('a run that states two numbers of an hour counts for nothing', () => {
    const tally = createCoverageTally();
    tally.state(START, '10', 3);
    tally.state(START, '10', 4);
    tally.count(START, '10', 4);
    expect(tally.coverage(span(1)).runs.size).toBe(0);
  });
});

test('hours without a summary are joined to spans, and no hour outside of the time is one', () => {
  const tally = createCoverageTally();
  for (const hour of [-1, 0, 3, 4, 9]) tally.state(at(hour), '1', 0);
  const { gaps, end } = tally.coverage(span(7));
  expect(gaps).toEqual([
    { from: at(1), to: at(3) },
    { from: at(5), to: at(7) },
  ]);
  expect(end).toBe(at(5));
  expect(spansText(gaps)).toBe(
    '2026-09-21T16:00Z to 2026-09-21T18:00Z (2 hours), 2026-09-21T20:00Z to 2026-09-21T22:00Z (2 hours)',
  );
});

test('every hour is either taken or in a gap', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (has) => {
      const tally = createCoverageTally();
      has.forEach((is, hour) => is && tally.state(at(hour), '1', 0));
      const { runs, gaps } = tally.coverage(span(has.length));
      const inGaps = gaps.reduce((sum, { from, to }) => sum + (to - from) / HOUR, 0);
      expect(runs.size + inGaps).toBe(has.length);
      for (const { from, to } of gaps)
        for (let window = from; window < to; window += HOUR) expect(runs.has(window)).toBe(false);
    }),
  );
});
