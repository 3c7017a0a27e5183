import { createObserver, facetNames, facetsOf } from '@sidecar/features';
import { describe, expect, it } from 'vitest';
import { aloneTables, createAloneScorer, createScorer, layerNames } from '../src/index.ts';
import {
  attack,
  authEvent,
  decision,
  END,
  HOUR,
  logon,
  model,
  ordinary,
  START,
  workOf,
} from './small-company.ts';

const scoreAlone = createAloneScorer(model, decision);
const events = [
  ...workOf(1, { from: END }),
  ...workOf(1, { from: START }),
  ...attack,
  logon({ user: 'stranger', src: '203.0.113.9', dest: 'NEW01' }),
  logon({ user: 'stranger', action: 'failure', signature_id: 4625 }),
  ordinary('ana', END + 3 * HOUR),
  authEvent({ user: 'WS01$' }),
];

describe('an event scored alone', () => {
  it('scores as the first event of a scorer that saw none before, of a model whose training was long ago', () => {
    const past = { ...model, training: { ...model.training, lastTime: -1 } };
    const nothing = createScorer(past, { decision }).state();
    const rates = createObserver({ timeZone: 'UTC' }).state();
    for (const event of events) {
      const first = createScorer(past, { decision, from: { ...nothing, rates } }).score(event);
      const { surprises, rawScore, pValue, cluster } = scoreAlone(event);
      expect({ surprises, rawScore, pValue, cluster }).toEqual({
        surprises: first.surprises,
        rawScore: first.rawScore,
        pValue: first.pValue,
        cluster: first.cluster,
      });
      expect(scoreAlone(event).decision).toEqual(first.decision);
    }
  });

  it.for(['budget', 'fdr'] as const)(
    'is an alert in the mode %s up to the limit that the tables tell',
    (outlierMode) => {
      const options = { ...decision, outlierMode, alertsPerDay: 2 };
      const { alertLimit } = aloneTables(model, options);
      const score = createAloneScorer(model, options);
      expect(alertLimit).toBeGreaterThan(0);
      const flags = events.map((event) => {
        const { pValue, decision: decided } = score(event);
        expect(decided.behavior_outlier).toBe(pValue <= alertLimit ? 1 : 0);
        return decided.behavior_outlier;
      });
      expect(new Set(flags)).toEqual(new Set([0, 1]));
    },
  );
});

describe('the tables of events alone', () => {
  const tables = aloneTables(model, decision);
  const accounts = [...tables.accounts];
  const values = tables.facets.map(({ values: all }) => new Map([...all].map((row) => [row.value, row])));
  const habits = tables.facets.map(
    ({ habits: all }) => new Map([...all].map((row) => [`${row.account} ${row.value}`, row])),
  );

  it('know every account once, and at last all others', () => {
    expect(accounts.map(({ account }) => account)).toEqual(
      [...accounts.keys()].map((i) => (i < accounts.length - 1 ? i : -1)),
    );
    expect(accounts.at(-1)).toMatchObject({
      user: undefined,
      kind: 'new',
      events: 0,
      hours: undefined,
      noise: [],
    });
    expect(accounts.map(({ user }) => user)).toContain('__proto__');
  });

  it('give the surprise of each value for the organisation, known or not', () => {
    for (const event of events) {
      const { surprises } = scoreAlone(event);
      facetsOf(event).forEach((value, f) => {
        if (value === null || event.action !== 'success') return;
        const expected = values[f]!.get(value)?.surprise ?? tables.facets[f]!.unseenSurprise;
        expect(surprises[layerNames.indexOf(`organisation_${facetNames[f]!}`)]).toBe(expected);
      });
    }
  });

  it('tell a value that an account never had by its novelty', () => {
    const ana = accounts.find(({ user }) => user === 'ana')!;
    const f = facetNames.indexOf('process');
    const { surprises } = scoreAlone(logon({ process: 'mimikatz.exe' }));
    const expected = -Math.log10(ana.novelties[f]! * tables.facets[f]!.unseenNewP);
    expect(habits[f]!.has(`${ana.account} lsass.exe`)).toBe(true);
    const tempered = Math.log10(2) + ana.trust * (expected - Math.log10(2));
    expect(surprises[layerNames.indexOf('process')]).toBeCloseTo(tempered, 12);
  });
});
