import { expect, it, test } from 'vitest';
import { createRandom } from '../src/index.ts';

it('draws the same numbers on every machine and in every version', () => {
  const random = createRandom(42);
  expect(Array.from({ length: 4 }, () => random.integer(1000))).toEqual([710, 238, 9, 8]);
});

test('a fork depends on the seed and the label, never on what was drawn', () => {
  const drawn = createRandom(7);
  drawn.next();
  expect(drawn.fork('a').next()).toBe(createRandom(7).fork('a').next());
  expect(drawn.fork('a').next()).not.toBe(drawn.fork('b').next());
});
