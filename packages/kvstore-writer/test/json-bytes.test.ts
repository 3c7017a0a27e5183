import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonBytes } from '../src/json-bytes.ts';

it('measures what is large, and never says less than it is of what is small', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.integer({ min: 0, max: 500 }), (value, enough) => {
      const exact = Buffer.byteLength(JSON.stringify(value));
      const bytes = jsonBytes(value, enough);
      expect(bytes).toBeGreaterThanOrEqual(exact);
      if (bytes > enough) expect(bytes).toBe(exact);
      expect(jsonBytes(value, 0)).toBe(exact);
    }),
  );
});

it('measures what makes its own JSON', () => {
  expect(jsonBytes({ at: new Date(0) }, 1000)).toBe('{"at":"1970-01-01T00:00:00.000Z"}'.length);
});
