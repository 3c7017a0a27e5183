import { createRandom } from '@sidecar/numeric';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type AlertRates,
  budgetBounds,
  createRepeatedAlerts,
  fitAlertRates,
  type HeldOutAlerting,
  limitFor,
} from '../src/index.ts';
import cases from './fixtures/budget-bounds.json' with { type: 'json' };

const DAY = 86_400_000;
const day = { user: 'ana', source: null, time: 0 };

/** Ten days of 300 events with uniform p-values, spread over 100 accounts; each comes `repeats` times. */
function quiet(seed: number, repeats = 1): HeldOutAlerting[] {
  const random = createRandom(`quiet/${seed}`);
  return Array.from({ length: 3000 / repeats }, (_, i) => {
    const event = {
      user: `account-${Math.floor(100 * random.next())}`,
      source: null,
      time: (i * repeats * 10 * DAY) / 3000,
      pValue: 1 - random.next(),
    };
    return Array.from({ length: repeats }, () => event);
  }).flat();
}

function alertsOf(events: readonly HeldOutAlerting[], limit: number): number {
  const repeated = createRepeatedAlerts();
  return events.filter((event) => {
    const isAlert = event.pValue <= limit * repeated.shareFor(event);
    if (isAlert) repeated.add(event);
    return isAlert;
  }).length;
}

describe('repeated alerts', () => {
  it('must be twice as rare each, by account or by source, and are forgotten by e within a day', () => {
    const repeated = createRepeatedAlerts();
    expect(repeated.shareFor(day)).toBe(1);
    repeated.add({ ...day, source: '10.0.0.1' });
    repeated.add({ ...day, user: 'bob', source: '10.0.0.1' });
    expect(repeated.shareFor(day)).toBe(1 / 2);
    expect(repeated.shareFor({ ...day, user: 'cyd', source: '10.0.0.1' })).toBe(1 / 4);
    expect(repeated.shareFor({ ...day, user: 'cyd' })).toBe(1);
    expect(repeated.shareFor({ ...day, time: DAY })).toBeCloseTo(2 ** -Math.exp(-1), 12);
    expect(repeated.shareFor({ ...day, time: 30 * DAY })).toBe(1);
  });

  it('let a burst of equal events be few alerts, and an attack that is rarer by far more of them', () => {
    const burst = (pValue: number): number =>
      alertsOf(
        Array.from({ length: 1000 }, () => ({ ...day, pValue })),
        1e-3,
      );
    expect(burst(1e-3)).toBe(1);
    expect(burst(1e-4)).toBe(4);
    expect(burst(1e-12)).toBe(30);
  });

  it('keep names like those of the prototype, and survive JSON', () => {
    const repeated = createRepeatedAlerts();
    repeated.add({ ...day, user: '__proto__' });
    const read = createRepeatedAlerts(JSON.parse(JSON.stringify(repeated.state())));
    expect(read.shareFor({ ...day, user: '__proto__' })).toBe(1 / 2);
    expect(read.shareFor({ ...day, user: 'constructor' })).toBe(1);
  });

  it('remember 100,000 accounts and sources at most, and forget those without an alert for longest', () => {
    const repeated = createRepeatedAlerts();
    for (let i = 0; i <= 100_000; i++) repeated.add({ ...day, user: `account-${i}` });
    expect(repeated.state().alerts).toHaveLength(100_000);
    expect(repeated.shareFor({ ...day, user: 'account-0' })).toBe(1);
    expect(repeated.shareFor({ ...day, user: 'account-1' })).toBe(1 / 2);
  });
});

describe('alert rates', () => {
  const rates = fitAlertRates(quiet(1), 300);

  it('count the alerts that each limit gives', () => {
    expect(rates).toMatchObject({ events: 3000, days: 10, daySpread: 0 });
    for (const { limit, alerts } of rates.limits) expect(alerts).toBe(alertsOf(quiet(1), limit));
    expect(rates.limits[0]!.limit).toBe(1);
    expect(rates.limits.at(-1)!.alerts).toBeGreaterThan(0);
  });

  test.for([0.5, 1, 5, 20])('give a limit for %d alerts a day on other days', (alertsPerDay) => {
    let alerts = 0;
    for (let seed = 2; seed < 22; seed++) {
      const limit = limitFor(fitAlertRates(quiet(seed + 100), 300), alertsPerDay);
      alerts += alertsOf(quiet(seed), limit);
    }
    const ratio = alerts / (20 * 10 * alertsPerDay);
    // Twice twenty samples of ten days each.
    expect(Math.abs(ratio - 1)).toBeLessThan(3.5 * Math.sqrt(2 / (200 * alertsPerDay)) + 0.05);
  });

  it('give a limit that never falls with the budget', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 2000, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (budget, more) => {
          expect(limitFor(rates, budget * more)).toBeGreaterThanOrEqual(
            limitFor(rates, budget) * (1 - 1e-12),
          );
        },
      ),
    );
  });

  it('take every event for a budget that no limit gives', () => {
    expect(limitFor(rates, 5000)).toBe(Infinity);
  });

  it('tell how many alerts come in a burst', () => {
    const at = (list: readonly HeldOutAlerting[], limit: number): number =>
      fitAlertRates(list, 300).limits.find((rate) => rate.limit <= limit)!.burst;
    expect(at(quiet(1), 5e-3)).toBeLessThan(1.3);
    expect(at(quiet(1, 10), 1e-2)).toBeGreaterThan(1.8);
  });

  it('tell how much days differ, leaving out the first and the last', () => {
    const counts = [50, 100, 300, 0, 200, 7];
    const events = counts.flatMap((count, d) =>
      Array.from({ length: count }, (_, i) => ({ ...day, time: d * DAY + i, pValue: 0.5 })),
    );
    // Mean 150, standard deviation 129.1 of 100, 300, 0 and 200.
    expect(fitAlertRates(events, 100).daySpread).toBeCloseTo(129.0994 / 150, 6);
    expect(fitAlertRates(events.slice(0, 200), 100).daySpread).toBe(0.5);
  });
});

describe('the bounds of a budget', () => {
  const rates: AlertRates = {
    events: 10_000,
    days: 10,
    daySpread: 0,
    limits: [
      { limit: 1, alerts: 2000, burst: 2 },
      { limit: 1e-3, alerts: 10, burst: 1 },
    ],
  };

  test.for(cases)(
    'are those of scipy: $alertsPerDay a day on $days days',
    ({ alertsPerDay, days, burst, heldDays, daySpread, confidence, least, most }) => {
      const limits = [{ limit: 1, alerts: 1e6, burst }];
      const bounds = budgetBounds(
        { events: 1e7, days: heldDays, daySpread, limits },
        { alertsPerDay, days, confidence },
      );
      expect(bounds).toEqual({ expected: alertsPerDay * days, least, most });
    },
  );

  it('hold for 99 of 100 samples of quiet days, and are no wider than they must be', () => {
    let inside = 0;
    let narrow = 0;
    const samples = 200;
    for (let seed = 0; seed < samples; seed++) {
      const fitted = fitAlertRates(quiet(seed + 1000, 2), 300);
      const realised = alertsOf(quiet(seed + 5000, 2), limitFor(fitted, 5));
      const within = (confidence?: number): number => {
        const { least, most } = budgetBounds(fitted, {
          alertsPerDay: 5,
          days: 10,
          ...(confidence !== undefined && { confidence }),
        });
        return realised >= least && realised <= most ? 1 : 0;
      };
      inside += within();
      narrow += within(0.5);
    }
    expect(inside / samples).toBeGreaterThan(0.97);
    // Half of the samples, and somewhat more for what fresh days may differ in, which these do not.
    expect(narrow / samples).toBeGreaterThan(0.4);
    expect(narrow / samples).toBeLessThan(0.75);
  });

  it('lie around what is expected, wider with more confidence and relatively narrower over more days', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 150, noNaN: true }),
        fc.double({ min: 0.1, max: 300, noNaN: true }),
        (alertsPerDay, days) => {
          const { expected, least, most } = budgetBounds(rates, { alertsPerDay, days });
          expect(expected).toBeCloseTo(alertsPerDay * days, 9);
          expect(least).toBeLessThanOrEqual(expected);
          expect(most).toBeGreaterThanOrEqual(Math.floor(expected));
          const surer = budgetBounds(rates, { alertsPerDay, days, confidence: 0.999 });
          expect(surer.least).toBeLessThanOrEqual(least);
          expect(surer.most).toBeGreaterThanOrEqual(most);
        },
      ),
    );
    const width = (days: number): number => {
      const { expected, least, most } = budgetBounds(rates, { alertsPerDay: 20, days });
      return (most - least) / expected;
    };
    expect(width(30)).toBeLessThan(width(3));
  });

  it('of a budget that takes every event are about the number of events', () => {
    expect(budgetBounds(rates, { alertsPerDay: 5000, days: 1 }).expected).toBe(1000);
  });

  test.for([
    [{ alertsPerDay: 0, days: 1 }, 'alertsPerDay is 0, expected a number above 0'],
    [{ alertsPerDay: 1, days: Infinity }, 'days is Infinity, expected a number above 0'],
    [{ alertsPerDay: 1, days: 1, confidence: 1 }, 'confidence is 1, expected a number from 0.01 to 0.9999'],
  ] as const)('refuse %o', ([options, message]) => {
    expect(() => budgetBounds(rates, options)).toThrow(new RangeError(message));
  });
});

it('days without any event between two events tell of no spread', () => {
  const far = [0, 9].map((days) => ({ ...day, time: days * DAY, pValue: 0.5 }));
  expect(fitAlertRates(far, 1).daySpread).toBe(0.5);
});
