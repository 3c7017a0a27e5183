import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import type { RecordedAlert, RecordedScores } from '../../src/compare/score-recorder.ts';
import { sideBySide } from '../../src/compare/side-by-side.ts';

const START = Date.UTC(2026, 8, 1);
const HOUR = 3_600_000;

/** One event every six hours; those with a score of at least 90 are alerts. */
function recorded(scores: readonly number[]): RecordedScores {
  const alert = (score: number, i: number): RecordedAlert => ({
    key: `k${String(i).padStart(3, '0')}`,
    time: new Date(START + i * 6 * HOUR).toISOString(),
    user: `user${i}`,
    src: null,
    dest: null,
    signature: null,
    score,
    sentence: `sentence ${i}`,
  });
  const alerts = new Map(scores.flatMap((score, i) => (score >= 90 ? [[i, alert(score, i)] as const] : [])));
  const lastTime = START + (scores.length - 1) * 6 * HOUR;
  return { scores: Float64Array.from(scores), alerts, firstTime: START, lastTime };
}

test('tells who alerts on what, on which day, and gives the highest that the other passes over', () => {
  const first = recorded([95, 10, 91, 99, 20, 30, 40, 92, 50]);
  const second = recorded([96, 15, 89, 88, 25, 94, 35, 45, 55]);
  expect(sideBySide(first, second)).toMatchObject({
    events: 9,
    days: 2,
    rankCorrelation: expect.closeTo(0.6, 1),
    agreement: 1 - 4 / 9,
    overlap: 1 / 5,
    alerts: { first: 4, second: 2, both: 1, onlyFirst: 3, onlySecond: 1 },
    alertsByDay: [
      { day: '2026-09-01', first: 3, second: 1 },
      { day: '2026-09-02', first: 1, second: 1 },
    ],
    onlyFirst: [
      { key: 'k003', score: 99, otherScore: 88, sentence: 'sentence 3' },
      { key: 'k007', score: 92, otherScore: 45 },
      { key: 'k002', score: 91, otherScore: 89 },
    ],
    onlySecond: [{ key: 'k005', score: 94, otherScore: 30 }],
  });
});

it('gives the five highest', () => {
  const { onlyFirst, alerts } = sideBySide(
    recorded([90, 91, 92, 93, 94, 95, 96]),
    recorded(Array(7).fill(1)),
  );
  expect(onlyFirst.map(({ score }) => score)).toEqual([96, 95, 94, 93, 92]);
  expect(alerts.onlyFirst).toBe(7);
});

it('without an alert, or without an event, claims no overlap', () => {
  const quiet = sideBySide(recorded([1, 2]), recorded([2, 1]));
  expect(quiet).toMatchObject({ overlap: null, agreement: 1, rankCorrelation: -1, alertsByDay: [] });
  const none = { scores: new Float64Array(), alerts: new Map(), firstTime: Number.NaN, lastTime: Number.NaN };
  expect(sideBySide(none, none)).toMatchObject({ events: 0, days: 1, rankCorrelation: null, overlap: null });
});

test('law: exchanged models exchange the sides, and a model agrees with itself', () => {
  const score = fc.integer({ min: 80, max: 100 });
  fc.assert(
    fc.property(fc.array(fc.tuple(score, score), { minLength: 1 }), (pairs) => {
      const [a, b] = [recorded(pairs.map(([x]) => x)), recorded(pairs.map(([, y]) => y))];
      const [there, back] = [sideBySide(a, b), sideBySide(b, a)];
      expect(back).toMatchObject({
        agreement: there.agreement,
        overlap: there.overlap,
        onlyFirst: there.onlySecond,
        onlySecond: there.onlyFirst,
      });
      const { both, onlyFirst, onlySecond, first, second } = there.alerts;
      expect([both + onlyFirst, both + onlySecond]).toEqual([first, second]);
      expect(sideBySide(a, a)).toMatchObject({ agreement: 1, onlyFirst: [], onlySecond: [] });
    }),
  );
});
