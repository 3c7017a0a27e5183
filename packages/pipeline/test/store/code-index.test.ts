import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCodeIndex } from '../../src/store/code-index.ts';

it('finds what was entered and nothing else, however many share a hash', () => {
  const hash = fc.oneof(fc.constantFrom(0, 1, 1024, 2 ** 32 - 1), fc.nat({ max: 2 ** 32 - 1 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(hash, fc.nat({ max: 5 })), { maxLength: 2000, size: 'max' }), (given) => {
      const index = createCodeIndex();
      const entries: string[] = [];
      const find = (of: number, name: string): number => index.find(of, (entry) => entries[entry] === name);
      for (const [of, value] of given) {
        const name = `${of} ${value}`;
        const found = find(of, name);
        expect(found).toBe(entries.indexOf(name));
        if (found !== -1) continue;
        index.add(of, entries.length);
        entries.push(name);
      }
      for (const [of, value] of given) expect(find(of, `${of} ${value}`)).not.toBe(-1);
    }),
    { numRuns: 30 },
  );
});
