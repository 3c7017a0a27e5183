import { expect, it } from 'vitest';
import { type KeptLayout, keptLayoutOf } from '../../src/kept/kept-header.ts';

const layout: KeptLayout = {
  model: 'a'.repeat(64),
  events: 3,
  rejections: [{ rejected: 1, lastTime: 12.5 }],
  forgottenBefore: null,
  kinds: 2,
  fields: [{ name: 'user', values: 2 }],
};

it('comes back from its JSON', () => {
  expect(keptLayoutOf(JSON.parse(JSON.stringify(layout)))).toEqual(layout);
  expect(keptLayoutOf({ ...layout, forgottenBefore: 7 })).toEqual({ ...layout, forgottenBefore: 7 });
});

it.for<Record<string, unknown>>([
  { model: 'a'.repeat(63) },
  { model: 7 },
  { events: -1 },
  { events: 0.5 },
  { rejections: {} },
  { rejections: [{ rejected: '1', lastTime: 0 }] },
  { rejections: [{ rejected: 1 }] },
  { forgottenBefore: undefined },
  { forgottenBefore: '2026-01-01' },
  { kinds: null },
  { fields: [null] },
  { fields: [{ name: 7, values: 0 }] },
  { fields: [{ name: 'user', values: -1 }] },
])('refuses %j', (wrong) => {
  expect(() => keptLayoutOf({ ...layout, ...wrong })).toThrow(TypeError);
});
