import { createAloneScorer, type DecisionOptions } from '@sidecar/scoring';
import { createSearchEngine, rowsOf } from '@sidecar/spl';
import { describe, expect, it, test } from 'vitest';
import { APPLIED_OUTLIERS, appliedOutlierFields } from '../../src/apply/applied-outliers.ts';
import { applyDefinition } from '../../src/apply/apply-definition.ts';
import { modelSearches, modelSearchMacros } from '../../src/apply/model-searches.ts';
import { END, environmentOf, numbered, searchByPlace } from './applied.ts';
import { strangeModel } from './strange-model.ts';
import { strangeRows } from './strange-rows.ts';

const DAY_MS = 86_400_000;
const base: DecisionOptions = {
  outlierMode: 'combined',
  combinedLogic: 'and',
  enabled: { user: true, cluster: true, global: true },
  alertsPerDay: 5,
};
const model = strangeModel();

describe('sidecar_apply in a zone whose clocks change', () => {
  // From summer to winter and back: the clocks change on 25 October 2026 and 28 March 2027.
  const events = numbered([
    ...strangeRows(60, { from: Date.UTC(2026, 9, 24, 12), until: Date.UTC(2026, 9, 26), seed: 'autumn' }),
    ...strangeRows(60, { from: Date.UTC(2027, 2, 27, 12), until: Date.UTC(2027, 2, 29), seed: 'spring' }),
  ]);

  it.for<DecisionOptions>([
    { ...base, outlierMode: 'budget' },
    { ...base, outlierMode: 'fdr', fdrLevel: 0.2 },
    { ...base, outlierMode: 'user' },
    { ...base, outlierMode: 'global' },
    { ...base, enabled: { user: true, cluster: false, global: true } },
    { ...base, enabled: { user: false, cluster: false, global: false } },
  ])('decides as scoring does by %o', async (decision) => {
    const environment = environmentOf(events, applyDefinition(model, decision));
    const found = await searchByPlace(environment, 'search index=ml_sidecar | `sidecar_apply`');
    const alone = createAloneScorer(model, decision);
    const scored = events.flatMap(({ place, event }) =>
      event ? [{ row: found.get(place)!, expected: alone(event) }] : [],
    );
    expect(scored.length).toBeGreaterThan(90);
    for (const { row, expected } of scored) {
      expect(Number(row['score'])).toBeCloseTo(expected.score, 6);
      expect(Number(row['layer_hour'])).toBeCloseTo(expected.surprises[3]!, 6);
      for (const [flag, value] of Object.entries(expected.decision)) expect(row[flag]).toBe(value);
    }
  });
});

test('the saved searches keep each outlier once, however often they meet it, and forget the old ones', async () => {
  const decision: DecisionOptions = { ...base, outlierMode: 'global' };
  const events = numbered(strangeRows(300, { from: END - DAY_MS, until: END - 1, seed: 'kept' }));
  const { lookups, macros } = applyDefinition(model, decision);
  const name = `${APPLIED_OUTLIERS}_lookup`;
  const environment = environmentOf(events, {
    lookups: [...lookups, { name, description: '', header: Object.keys(appliedOutlierFields), rows: [] }],
    macros: [...macros, ...modelSearchMacros({ index: 'ml_sidecar', sourcetype: 'ml:sidecar:json' }, 'abc')],
  });
  const engine = createSearchEngine(environment);
  const run = (search: string, earliest: string, latest: string): ReturnType<typeof rowsOf> =>
    rowsOf(engine.prepare(search, { earliest, latest }).run());
  const alone = createAloneScorer(model, decision);
  const outliers = events.filter(
    ({ event }) => event !== undefined && alone(event).decision.behavior_outlier === 1,
  );
  const [recent, lastDay, forget] = modelSearches();
  for (const { search, earliest, latest } of [lastDay!, recent!, lastDay!])
    await run(search, earliest, latest);
  const kept = await run(`| inputlookup ${name}`, '0', 'now');
  expect(outliers.length).toBeGreaterThan(2);
  expect(kept.length).toBe(outliers.length);
  expect(new Set(kept.map((row) => row['event_key'])).size).toBe(kept.length);
  expect(kept[0]).toMatchObject({ model_version: 'abc' });
  expect(String(kept[0]!['layers'])).toMatch(/^\w+ \d+(?:\.\d)?(?:, \w+ \d+(?:\.\d)?)*$/);
  await run(forget!.search, forget!.earliest, forget!.latest);
  expect(await run(`| inputlookup ${name}`, '0', 'now')).toHaveLength(kept.length);
  const later = { ...environment, now: environment.now + 40 * 86_400 };
  await rowsOf(createSearchEngine(later).prepare(forget!.search, {}).run());
  expect(await run(`| inputlookup ${name}`, '0', 'now')).toEqual([]);
});
