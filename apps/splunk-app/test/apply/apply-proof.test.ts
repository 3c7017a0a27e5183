import { readFileSync } from 'node:fs';
import { createObserver } from '@sidecar/features';
import {
  type BehaviorModel,
  createAloneScorer,
  createScorer,
  type DecisionOptions,
  layerNames,
  type Scored,
} from '@sidecar/scoring';
import type { Row } from '@sidecar/spl';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ApplyDefinition, applyDefinition } from '../../src/apply/apply-definition.ts';
import { layerField } from '../../src/apply/layer-field.ts';
import {
  environmentOf,
  type Numbered,
  numbered,
  rows,
  sample,
  searchByPlace,
  timeOf,
  trainedOn,
  TRAINED,
} from './applied.ts';
import { differenceOf, differenceRow } from './differences.ts';
import type { SeedRow } from './strange-rows.ts';

const decision: DecisionOptions = {
  outlierMode: 'combined',
  combinedLogic: 'or',
  enabled: { user: true, cluster: true, global: true },
  alertsPerDay: 10,
};
const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
/** Of which docs/splunk-apply.md tells. */
const EVENTS = 5000;
/** Through the search engine, which takes a thousand times as long for one. */
const SEARCHED = isFull ? EVENTS : 1200;
const EQUAL = 1e-6;
const DAY_MS = 86_400_000;

let all: SeedRow[];
let model: BehaviorModel;
let definition: ApplyDefinition;
let alone: ReturnType<typeof createAloneScorer>;

beforeAll(async () => {
  all = rows();
  model = await trainedOn(all);
  definition = applyDefinition(model, decision);
  alone = createAloneScorer(model, decision);
}, 120_000);

/** What is wrong with a row, in words; nothing if it is as scoring has it. */
function mistakes(row: Row, { surprises, decision: flags, ...scored }: Scored): string[] {
  const expected: Record<string, number | string> = {
    ...Object.fromEntries(layerNames.map((_, j) => [layerField(j), surprises[j]!])),
    raw_score: scored.rawScore,
    p_value: scored.pValue,
    score: scored.score,
    cluster_id: scored.cluster,
    confidence: scored.confidence,
    ...flags,
  };
  return Object.entries(expected).flatMap(([field, value]) => {
    const found = row[field];
    const isSame =
      typeof value === 'string' || Number.isNaN(value)
        ? found === (Number.isNaN(value) ? undefined : value)
        : Math.abs(Number(found) - value) <= EQUAL;
    return isSame ? [] : [`${field} is ${String(found)}, expected ${value}: ${String(row['_raw'])}`];
  });
}

describe(`sidecar_apply on ${SEARCHED} events, half of them trained on`, () => {
  const reasons = ['no_user', 'too_long', 'not_authentication'];
  let events: Numbered[];
  let found: Map<number, Row>;

  beforeAll(async () => {
    const rejected = reasons.map((reason) => numbered(all).find((one) => one.rejected === reason)!);
    events = numbered([...sample(all, SEARCHED), ...rejected].map(({ row }) => row));
    found = await searchByPlace(
      environmentOf(events, applyDefinition(model, decision)),
      'search index=ml_sidecar | `sidecar_apply`',
    );
  }, 120_000);

  it('gives every layer, the score and the flags as scoring does, to 1e-6', () => {
    expect(found.size).toBe(events.length);
    const wrong = events.flatMap(({ place, event }) =>
      event ? mistakes(found.get(place)!, alone(event)) : [],
    );
    expect(wrong).toEqual([]);
  });

  it('meets what is known and what is not, outliers and what is ordinary', () => {
    const known = new Set(model.history.spans.flatMap(({ baseline }) => baseline.texts));
    const scored = events.flatMap(({ event, row }) =>
      event ? [{ ...event, isLater: timeOf(row) >= TRAINED }] : [],
    );
    const share = (has: (event: (typeof scored)[number]) => boolean): number =>
      scored.filter(has).length / scored.length;
    expect(share(({ isLater }) => isLater)).toBeCloseTo(0.5, 1);
    expect(share(({ user }) => !known.has(user))).toBeGreaterThan(0.005);
    expect(share(({ src }) => src !== null && !known.has(src))).toBeGreaterThan(0.02);
    expect(share(({ dest }) => dest !== null && !known.has(dest))).toBeGreaterThan(0.0005);
    expect([...found.values()].filter((row) => row['behavior_outlier'] === 1).length).toBeGreaterThan(
      SEARCHED / 100,
    );
  });

  it('says why an event has no score, and gives it none', () => {
    const rejected = events.filter(({ event }) => event === undefined);
    expect(new Set(rejected.map((event) => event.rejected))).toEqual(new Set(reasons));
    for (const { place, rejected: reason } of rejected) {
      const row = found.get(place)!;
      expect(row['sidecar_rejected']).toBe(reason);
      const made = Object.keys(row).filter((name) =>
        /^layer_|score|^p_value|^confidence|outlier|^cluster_id/.test(name),
      );
      expect(made).toEqual([]);
    }
  });

  it('leaves none of its own fields behind, and touches none of the event', () => {
    for (const { place, row } of events.slice(0, 200)) {
      const after = found.get(place)!;
      expect(Object.keys(after).filter((name) => name.startsWith('sct_'))).toEqual([]);
      for (const [name, value] of Object.entries(row)) expect(after[name]).toBe(String(value));
    }
  });

  it('is made of commands that need no other event, and of no text of the log', () => {
    const macros = new Map(definition.macros.map(({ name, definition: text }) => [name, text]));
    const steps = [...macros.get('sidecar_apply')!.matchAll(/`(\w+)`/g)].map(([, name]) =>
      macros.get(name!)!,
    );
    const commands = steps.flatMap((text) => text.split('\n| ').map((stage) => stage.split(' ', 1)[0]));
    expect(new Set(commands)).toEqual(new Set(['eval', 'lookup']));
    for (const text of macros.values())
      expect(text).not.toMatch(/ana\.gomez|the one|lsass|10\.1\.2|svc-backup/);
  });
});

describe('sidecar_apply_with_rates', () => {
  it('gives what scoring gives with the rates of the last hour and day, to 1e-6, once a day of events has passed', async () => {
    const until = isFull ? Infinity : TRAINED + 5 * DAY_MS;
    const later = numbered(all.filter((row) => timeOf(row) >= TRAINED && timeOf(row) < until));
    const search = 'search index=ml_sidecar | `sidecar_apply_with_rates`';
    const found = await searchByPlace(environmentOf(later, applyDefinition(model, decision)), search);
    const observer = createObserver({ timeZone: 'UTC', from: model.rateState });
    let bins = 0;
    const wrong = later.flatMap(({ place, row, event }) => {
      if (event === undefined) return [];
      const observation = observer.observe(event);
      if (timeOf(row) < TRAINED + DAY_MS) return [];
      bins = Math.max(bins, ...observation.rates);
      return mistakes(found.get(place)!, alone(event, observation));
    });
    expect(wrong).toEqual([]);
    expect(bins).toBeGreaterThan(3);
  }, 120_000);
});

it('is as far from the full score as docs/splunk-apply.md says', () => {
  const chosen = new Set(sample(all, EVENTS).map(({ row }) => row));
  const scorer = createScorer(model, { decision });
  const observer = createObserver({ timeZone: 'UTC' });
  const scores: {
    readonly later: boolean;
    readonly full: Scored;
    readonly alone: Scored;
    readonly rates: Scored;
  }[] = [];
  for (const { row, event } of numbered(all)) {
    if (event === undefined) continue;
    const observation = observer.observe(event);
    const full = scorer.scoreNext(observation);
    if (chosen.has(row))
      scores.push({
        later: timeOf(row) >= TRAINED,
        full,
        alone: alone(event),
        rates: alone(event, observation),
      });
  }
  const table = (['alone', 'rates'] as const).flatMap((kind) =>
    [true, false].map((later) => {
      const pairs = scores
        .filter((of) => of.later === later)
        .map((of) => ({ score: of[kind], full: of.full }));
      const macro = kind === 'alone' ? '`sidecar_apply`' : '`sidecar_apply_with_rates`';
      return differenceRow(macro, later ? 'after the training' : 'trained on', differenceOf(pairs));
    }),
  );
  const page = readFileSync(new URL('../../../../docs/splunk-apply.md', import.meta.url), 'utf8');
  expect(
    page
      .split('\n')
      .filter((line) => line.startsWith('| `sidecar_apply'))
      .map((line) => line.replaceAll(/ +/g, ' ')),
  ).toEqual(table);
}, 60_000);
