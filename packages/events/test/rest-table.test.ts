import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRestTable, type RestTable } from '../src/rest-table.ts';

const part = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 70 }),
);

/** Looks for the line that fills `bytes` from `from` on. */
function findIn<V extends object>(
  table: RestTable<V>,
  bytes: Buffer,
  from: number,
  cut: number,
  after: number,
): V | undefined {
  table.expect({ bytes, starts: [from], ends: [bytes.length], cuts: [cut], afters: [after], places: [] });
  return table.find(0);
}

test('finds what a Map of texts finds, as long as nothing was forgotten, and never anything else', () => {
  const lines = fc.array(fc.tuple(part, part, part), { maxLength: 40 });
  fc.assert(
    fc.property(
      lines,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 2000 }),
      (drawn, most, mostBytes) => {
        const table = createRestTable<{ rest: string }>({ most, mostBytes });
        const entered = new Map<string, { rest: string }>();
        let size = 0;
        let length = 0;
        let forgotten = false;
        for (const [before, time, after] of [...drawn, ...drawn]) {
          const bytes = Buffer.from(`.{${before}${time}${after}`);
          const cut = 2 + Buffer.byteLength(before);
          const rest = JSON.stringify([before, after]);
          const found = findIn(table, bytes, 1, cut, cut + Buffer.byteLength(time));
          if (found !== undefined) expect(found.rest).toBe(rest);
          if (!forgotten) expect(found).toBe(entered.get(rest));
          if (found !== undefined) continue;
          const value = { rest };
          table.enter(value);
          entered.set(rest, value);
          size++;
          length += bytes.length - 1 - Buffer.byteLength(time);
          forgotten ||= size > most || length > mostBytes;
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('keeps what it entered last', () => {
  const table = createRestTable<{ n: number }>({ most: 2 });
  for (let n = 0; n < 100; n++) {
    const bytes = Buffer.from(`{"n":${n}}`);
    findIn(table, bytes, 0, 1, 1);
    table.enter({ n });
    expect(findIn(table, bytes, 0, 1, 1)).toEqual({ n });
  }
});

test('forgets all where one more would be too many', () => {
  const table = createRestTable<{ n: number }>({ most: 2 });
  const lines = [0, 1, 2].map((n) => Buffer.from(`{"n":${n}}`));
  for (const [n, bytes] of lines.entries()) {
    expect(findIn(table, bytes, 0, 1, 1)).toBeUndefined();
    table.enter({ n });
  }
  expect(lines.map((bytes) => findIn(table, bytes, 0, 1, 1))).toEqual([undefined, undefined, { n: 2 }]);
});
