import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOf } from '../src/history/column.ts';
import { midP } from '../src/index.ts';
import { noveltyOf } from '../src/row-surprises.ts';
import { rowTable, valueTable } from '../src/value-table.ts';
import { columnOf, FAILURE, subjectsOf, type Tally } from './columns.ts';

const p = (surprise: number): number => 10 ** -surprise;
const tallies: fc.Arbitrary<Tally[]> = fc.array(
  fc
    .uniqueArray(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c', 'd', 'toString'),
        fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(0.02, 0.4, 1, 1.02)),
      ),
      { selector: ([value]) => value },
    )
    .map((pairs): Tally => Object.fromEntries(pairs)),
  { maxLength: 8 },
);

describe('the organisation', () => {
  it('counts values by events and by subjects', () => {
    const { table, newP, eventSurprise } = subjectsOf([{ a: 98, b: 1 }, { a: 1 }]);
    // Three first uses of two values in 100 events.
    expect(table.novelty).toBeCloseTo(3 / 100, 12);
    expect(table.freshShare).toBeCloseTo(2 / 3, 12);
    expect(p(table.unseenSurprise)).toBeCloseTo(3 / 101 / 2, 12);
    // 2 of 3 uses are of a, 1 of b: mid-p of b is (1/3)/2 + (2/3)/5.
    expect(newP('b')).toBeCloseTo(2 / 3 + 0.3 / 3, 12);
    expect(p(eventSurprise('b'))).toBeCloseTo(3 / 101 + (98 / 101) * (0.01 / 2 + 0.99 / (1 + 99 ** 2)), 12);
  });

  it('sums familiarity over events and, at most 1 each, over subjects', () => {
    fc.assert(
      fc.property(tallies, (subjects) => {
        const uses = new Map<string, number>();
        let [events, firstUses] = [0, 0];
        for (const [value, weight] of subjects.flatMap((own) => Object.entries(own))) {
          events += weight;
          firstUses += Math.min(1, weight);
          uses.set(value, (uses.get(value) ?? 0) + Math.min(1, weight));
        }
        const distinct = [...uses.values()].reduce((sum, use) => sum + Math.min(1, use), 0);
        const { table } = subjectsOf(subjects);
        expect(table.novelty).toBeCloseTo(events === 0 ? 1 : firstUses / events, 9);
        expect(table.freshShare).toBeCloseTo(firstUses === 0 ? 1 : Math.min(1, distinct / firstUses), 9);
        expect(p(table.unseenSurprise)).toBeCloseTo(Math.min(1, (distinct + 1) / (events + 1)) / 2, 9);
      }),
    );
  });

  it('knows the values that any event succeeded with', () => {
    const { column, codeOf } = columnOf([{ a: 0.4, b: 3 }, { a: 0.02 }]);
    const { isKnown } = valueTable(column, FAILURE);
    expect(['a', 'b', 'c'].map((value) => isKnown(codeOf(value)))).toEqual([false, true, false]);
  });

  it('is less surprised by the commoner value, and most by one that nobody had', () => {
    fc.assert(
      fc.property(tallies, (subjects) => {
        const { eventSurprise, table } = subjectsOf(subjects);
        const events = new Map<string, number>();
        for (const subject of subjects)
          for (const [value, count] of Object.entries(subject))
            events.set(value, (events.get(value) ?? 0) + count);
        const sorted = [...events].sort(([, a], [, b]) => b - a).map(([value]) => eventSurprise(value));
        sorted.forEach(
          (surprise, i) => i > 0 && expect(surprise).toBeGreaterThanOrEqual(sorted[i - 1]! - 1e-12),
        );
        for (const surprise of sorted) expect(surprise).toBeLessThan(table.unseenSurprise);
      }),
    );
  });

  it('says the same of rows as of the values of the column turned around', () => {
    fc.assert(
      fc.property(tallies, (subjects) => {
        const turned: Record<string, Record<string, number>> = {};
        subjects.forEach((subject, row) => {
          for (const [value, weight] of Object.entries(subject))
            (turned[` ${value}`] ??= {})[` ${row}`] = weight;
        });
        const rows = rowTable(columnOf(subjects).column, FAILURE);
        const values = subjectsOf(Object.values(turned));
        expect(rows.novelty).toBeCloseTo(values.table.novelty, 12);
        expect(rows.freshShare).toBeCloseTo(values.table.freshShare, 12);
        subjects.forEach((_, row) => {
          expect(rows.eventSurprise(row)).toBeCloseTo(values.eventSurprise(` ${row}`), 9);
          expect(rows.newP(row)).toBeCloseTo(values.newP(` ${row}`), 9);
        });
      }),
    );
  });

  it('without any event expects everything new', () => {
    const { table, surprise } = subjectsOf([]);
    expect(table).toMatchObject({ freshShare: 1, novelty: 1 });
    expect(surprise(-1, 'x')).toBeCloseTo(Math.log10(2), 12);
  });
});

describe('one subject', () => {
  const others: Tally[] = ['a', 'a', 'a', 'b', 'c'].map((name) => ({ [name]: 200 }));
  /** Surprise of a value given one more subject, who hardly counts among a thousand events. */
  const given = (own: Tally, value: string): number =>
    subjectsOf([...others, own]).surprise(others.length, value);

  it('expects new values as often as it had them: distinct by events, shrunk to the average', () => {
    expect(noveltyOf(3, 97, { novelty: 5 / 1000 })).toBeCloseTo((3 + 2 * (5 / 1000) + 1) / 100, 12);
    expect(noveltyOf(0, 0, { novelty: 1 })).toBe(1);
  });

  it('is surprised as defined: by its own weights if it had the value, else by novelty and how odd a new one it is', () => {
    fc.assert(
      fc.property(tallies, (subjects) => {
        const all = subjectsOf(subjects);
        const stranger = noveltyOf(0, 0, all.table);
        for (const value of ['a', 'toString', 'zzz'])
          expect(p(all.surprise(-1, value))).toBeCloseTo(stranger * all.newP(value), 9);
        subjects.forEach((own, subject) => {
          const weights = Object.values(own);
          const novelty = noveltyOf(
            weights.reduce((sum, weight) => sum + Math.min(1, weight), 0),
            weights.reduce((sum, weight) => sum + weight, 0),
            all.table,
          );
          const ranks = midP(new Map(Object.entries(own)));
          for (const value of ['a', 'b', 'c', 'd', 'toString', '__proto__']) {
            const isOwn = Object.hasOwn(own, value);
            const familiar = isOwn ? (1 - novelty) * ranks.get(value)! : 0;
            const fresh = novelty * all.newP(value);
            const expected = isOwn && own[value]! >= 0.99 ? novelty + familiar : Math.max(familiar, fresh);
            expect(p(all.surprise(subject, value))).toBeCloseTo(expected, 9);
          }
        });
      }),
    );
  });

  it('is hardly surprised by a new value if it has new ones daily', () => {
    const bursty = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`pc-${i}`, 3]));
    expect(given(bursty, 'new')).toBeLessThan(given({ a: 200 }, 'new') - 1);
  });

  it('finds a value that others have less odd than one that nobody has', () => {
    expect(given({ b: 200 }, 'a')).toBeLessThan(given({ b: 200 }, 'nobody has'));
    expect(given({ b: 200 }, 'b')).toBeLessThan(given({ b: 200 }, 'a'));
  });

  it('is never loud at its first event: a value that others have is below one in ten', () => {
    fc.assert(
      fc.property(tallies, (subjects) => {
        const { table, newP, surprise } = subjectsOf(subjects);
        for (const value of new Set(subjects.flatMap((subject) => Object.keys(subject)))) {
          const isCommon = newP(value) >= table.freshShare + (1 - table.freshShare) * 0.3;
          if (isCommon) expect(surprise(-1, value)).toBeLessThan(1);
        }
      }),
    );
  });

  it('learns little from a few failures: the value stays nearly as odd as if it were new', () => {
    const never = given({ a: 200 }, 'c');
    expect(given({ a: 200, c: 0.04 }, 'c')).toBeGreaterThan(never - 0.1);
    expect(given({ a: 200, c: 1 }, 'c')).toBeLessThan(never - 0.1);
  });

  it('is never surprised beyond bounds, nor by an impossible amount', () => {
    fc.assert(
      fc.property(tallies, fc.constantFrom('a', 'b', 'zzz', '__proto__'), (subjects, value) => {
        const { surprise } = subjectsOf(subjects);
        for (let subject = -1; subject < subjects.length; subject++) {
          expect(surprise(subject, value)).toBeGreaterThanOrEqual(0);
          expect(surprise(subject, value)).toBeLessThanOrEqual(12);
        }
      }),
    );
  });
});

it('finds an entry of a row by its value, and none where there is none', () => {
  fc.assert(
    fc.property(tallies, (subjects) => {
      const { column, codeOf } = columnOf(subjects);
      subjects.forEach((own, row) => {
        for (const value of ['a', 'b', 'c', 'd', 'toString', 'zzz']) {
          const entry = entryOf(column.shape, row, codeOf(value));
          if (!Object.hasOwn(own, value)) expect(entry).toBe(-1);
          else expect(column.succeeded[entry]! + FAILURE * column.failed[entry]!).toBeCloseTo(own[value]!, 9);
        }
      });
      expect(entryOf(column.shape, -1, 0)).toBe(-1);
    }),
  );
});
