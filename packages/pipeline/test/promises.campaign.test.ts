import { type AuthEvent, isRejection, normalise } from '@sidecar/events';
import { mix, population, scenario, scenarioNames } from '@sidecar/log-generator';
import { type BehaviorModel, budgetBounds, createScorer, type OutlierMode } from '@sidecar/scoring';
import { describe, expect, test } from 'vitest';
import { trainOnEvents } from './train-on-events.ts';

/** What is promised of alerts, kept on populations that the model was not trained on: the same people, later days. */
const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const size = isFull
  ? { seeds: 20, people: 120, eventsPerDay: 1200, trainDays: 42, testDays: 21 }
  : { seeds: 3, people: 40, eventsPerDay: 300, trainDays: 28, testDays: 14 };
const budgets = [1, 5, 20];
const LEVEL = 0.1;

const DAY = 86_400_000;
const start = Date.UTC(2026, 2, 2);
const cut = start + size.trainDays * DAY;
const end = cut + size.testDays * DAY;
const settings = {
  timeZone: 'UTC',
  candidates: [6, 8],
  seed: 42,
  holdoutShare: 0.2,
  percentile: 0.99,
  leastEvents: 30,
};

interface World {
  readonly model: BehaviorModel;
  /** Events after training, and whether they belong to attacks. */
  readonly fresh: readonly { readonly event: AuthEvent; readonly isAttack: boolean }[];
}

async function world(seed: string, withAttacks: boolean): Promise<World> {
  const people = population({ start, end, seed, people: size.people, services: Math.round(size.people / 5) });
  const attacks = withAttacks ? scenarioNames.map((name) => scenario(name, { start: cut, end })) : [];
  const events = size.eventsPerDay * (size.trainDays + size.testDays);
  const past: AuthEvent[] = [];
  const fresh: { event: AuthEvent; isAttack: boolean }[] = [];
  for (const { event: row, label } of mix(people, attacks, { events, start, end, seed })) {
    const event = normalise({ ...row });
    if (isRejection(event)) throw new Error(`rejected: ${event.reason}`);
    if (event.time < cut) past.push(event);
    else fresh.push({ event, isAttack: label.label === 1 });
  }
  return { model: await trainOnEvents(past, settings), fresh };
}

function alertsOf({ model, fresh }: World, outlierMode: OutlierMode, alertsPerDay: number): boolean[] {
  const enabled = { user: true, cluster: true, global: true };
  const decision = { outlierMode, combinedLogic: 'and', enabled, alertsPerDay, fdrLevel: LEVEL } as const;
  const scorer = createScorer(model, { decision });
  return fresh.map(({ event }) => scorer.score(event).decision.behavior_outlier === 1);
}

const seeds = Array.from({ length: size.seeds }, (_, i) => `promise-${i + 1}`);

describe(`on ${size.testDays} days after ${size.trainDays} days of training, ${size.seeds} seeds`, () => {
  test('a budget of alerts is kept within its bounds on attack-free days', async () => {
    const rows: Record<string, string | number>[] = [];
    const ratios = new Map(budgets.map((budget): [number, number[]] => [budget, []]));
    for (const seed of seeds) {
      const clean = await world(seed, false);
      for (const alertsPerDay of budgets) {
        const alerts = alertsOf(clean, 'budget', alertsPerDay).filter(Boolean).length;
        const bounds = budgetBounds(clean.model.alertRates, { alertsPerDay, days: size.testDays });
        rows.push({ seed, alertsPerDay, alerts, ...bounds });
        ratios.get(alertsPerDay)!.push(alerts / bounds.expected);
      }
    }
    if (isFull) console.table(rows);
    const broken = rows.filter(({ alerts, least, most }) => alerts! < least! || alerts! > most!);
    expect(broken).toEqual([]);
    // The bounds are no excuse for a systematic error: the mean over the seeds is near what is promised.
    for (const list of ratios.values()) {
      const mean = list.reduce((sum, ratio) => sum + ratio, 0) / list.length;
      expect(mean).toBeGreaterThan(isFull ? 0.75 : 0.4);
      expect(mean).toBeLessThan(isFull ? 1.35 : 2);
    }
  }, 3_600_000);

  test(`with fdr, the realised false discovery rate on labelled mixtures is ${LEVEL} at most, beyond chance`, async () => {
    const rows: { seed: string; alerts: number; falseShare: number; found: number }[] = [];
    for (const seed of seeds) {
      const mixed = await world(seed, true);
      const alerts = alertsOf(mixed, 'fdr', 1);
      const isFalse = mixed.fresh.filter(({ isAttack }, i) => alerts[i] && !isAttack).length;
      const all = alerts.filter(Boolean).length;
      const attacks = mixed.fresh.filter(({ isAttack }) => isAttack).length;
      rows.push({
        seed,
        alerts: all,
        falseShare: isFalse / Math.max(1, all),
        found: (all - isFalse) / attacks,
      });
    }
    if (isFull) console.table(rows);
    const meanOf = (list: readonly number[]): number =>
      list.reduce((sum, each) => sum + each, 0) / list.length;
    const rate = meanOf(rows.map(({ falseShare }) => falseShare));
    const variance =
      rows.reduce((sum, { falseShare }) => sum + (falseShare - rate) ** 2, 0) / (rows.length - 1);
    // Two and a third standard errors: beyond chance is what happens less than once in a hundred times.
    expect(rate - 2.33 * Math.sqrt(variance / rows.length)).toBeLessThanOrEqual(LEVEL);
    // It is easy not to be wrong by finding nothing.
    expect(meanOf(rows.map(({ found }) => found))).toBeGreaterThan(0.15);
  }, 3_600_000);
});
