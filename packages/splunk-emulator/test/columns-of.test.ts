import { expect, test } from 'vitest';
import { columnsOf } from '../src/output/columns-of.ts';

const rows = [
  { _time: 1, b: 2 },
  { _time: 2, a: 1, c: 3 },
  { _time: 3, a: 1, b: 1, c: 3, extra: 4 },
];

test('columns of summaries stand as their rows have them, also those that the first rows lack', () => {
  expect(columnsOf(rows, { transforming: true })).toEqual(['_time', 'a', 'b', 'c', 'extra']);
});

test('the first column of a chart stays the first', () => {
  const chart = [
    { signature: '4624', success: 7 },
    { signature: '4625', failure: 2 },
  ];
  expect(columnsOf(chart, { transforming: true })).toEqual(['signature', 'success', 'failure']);
});

test('columns of events are in alphabetical order', () => {
  expect(columnsOf(rows, { transforming: false })).toEqual(['_time', 'a', 'b', 'c', 'extra']);
});
