import { expect, test } from 'vitest';
import { selectIncidents } from '../src/select-incidents.ts';

const event = (user: string, src: string | null, behavior_outlier: 0 | 1 = 1): object => ({
  user,
  src,
  behavior_outlier,
});

test('a storm of one account or of one source is one incident, which counts its further outliers', () => {
  const records = [
    event('eve', '10.0.0.1'),
    event('eve', '10.0.0.2'),
    event('ann', '10.0.0.1'),
    event('ann', '10.0.0.9'),
    event('eve', '10.0.0.3', 0),
    event('bob', '10.0.0.4'),
  ];
  expect(selectIncidents(records, 2)).toEqual([
    { record: records[0], more: 2 },
    { record: records[3], more: 0 },
  ]);
});

test('events without a source are not alike for that', () => {
  const records = [event('eve', null), event('ann', null)];
  expect(selectIncidents(records, 5).map(({ more }) => more)).toEqual([0, 0]);
});
