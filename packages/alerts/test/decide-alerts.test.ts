import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type AlertMessage, type AlertPolicyState, decideAlerts, type FoundIncident } from '../src/index.ts';
import { found, incident } from './incidents.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-01-31T11:00:00Z');
const at = (minutes: number): Date => new Date(START + minutes * MINUTE);

/** Decides several times in a row, the state going through JSON in between. */
function follow(
  steps: readonly (readonly [minutes: number, incidents: readonly FoundIncident[]])[],
  options: { minRisk?: number; quietMs?: number; forgetMs?: number; mostIncidents?: number } = {},
): { told: AlertMessage[][]; state: AlertPolicyState | null } {
  let state: AlertPolicyState | null = null;
  const told = steps.map(([minutes, incidents]) => {
    const decided = decideAlerts(state, incidents, { now: at(minutes), ...options });
    state = JSON.parse(JSON.stringify(decided.state)) as AlertPolicyState;
    return [...decided.messages];
  });
  return { told, state };
}

describe('an incident', () => {
  it('is told once when it is first seen, with all that is known of it', () => {
    const { told } = follow([
      [0, [found('eve', 3, 80)]],
      [5, []],
      [500, []],
    ]);
    expect(told).toEqual([
      [
        {
          id: expect.stringMatching(/^alert_[0-9a-f]{32}$/) as string,
          type: 'incident.opened',
          at: '2026-01-31T11:00:00.000Z',
          telling: 1,
          since_last_told: null,
          incident: incident('eve', 3, 80),
          model_version: 'model-1',
          run_id: 'run-1',
        },
      ],
      [],
      [],
    ]);
  });

  it('of less risk than asked for is told when it has it', () => {
    const { told } = follow(
      [
        [0, [found('eve', 3, 69.9)]],
        [5, [found('eve', 4, 70)]],
      ],
      { minRisk: 70 },
    );
    expect(told.map((messages) => messages.map(({ type }) => type))).toEqual([[], ['incident.opened']]);
  });

  it('is quiet after it was told, and what came in between is told in one when that is over, also if nothing comes then', () => {
    const { told } = follow(
      [
        [0, [found('eve', 3, 80)]],
        [10, [found('eve', 5, 85)]],
        [59, [found('eve', 9, 90, 'run-2')]],
        [60, []],
        [61, [found('eve', 10, 90)]],
        [119, []],
        [120, []],
        [300, []],
      ],
      { quietMs: 60 * MINUTE },
    );
    expect(told.map((messages) => messages.length)).toEqual([1, 0, 0, 1, 0, 0, 1, 0]);
    expect(told[3]![0]).toMatchObject({
      type: 'incident.updated',
      at: '2026-01-31T12:00:00.000Z',
      telling: 2,
      since_last_told: { at: '2026-01-31T11:00:00.000Z', alerts_added: 6, risk_before: 80 },
      incident: { counts: { alerts: 9 }, risk: 90 },
      run_id: 'run-2',
    });
    expect(told[6]![0]).toMatchObject({ telling: 3, since_last_told: { alerts_added: 1, risk_before: 90 } });
    expect(new Set(told.flat().map(({ id }) => id)).size).toBe(3);
  });

  it('that has not grown is not told again, however often it is seen', () => {
    const { told } = follow([
      [0, [found('eve', 3)]],
      [90, [found('eve', 3, 99)]],
      [180, [found('eve', 2)]],
    ]);
    expect(told.flat()).toHaveLength(1);
  });

  it('is told as it is at its largest if it is given several times', () => {
    const { told } = follow([[0, [found('eve', 3), found('eve', 5), found('eve', 4)]]]);
    expect(told[0]!.map(({ incident: { counts } }) => counts.alerts)).toEqual([5]);
  });

  it('that is over is forgotten, but not what is still to be told of it', () => {
    const steps = [
      [0, [found('eve', 3), found('mallory', 3)]],
      [10, [found('mallory', 4)]],
      [24 * 60, []],
      [25 * 60, []],
      [48 * 60, []],
      [49 * 60, []],
    ] as const;
    const { told, state } = follow(steps, { quietMs: 48 * 60 * MINUTE });
    expect(told.map((messages) => messages.map((one) => one.incident.key))).toEqual([
      ['eve', 'mallory'],
      [],
      [],
      [],
      ['mallory'],
      [],
    ]);
    expect(state!.followed.map(({ key }) => key)).toEqual(['mallory']);
    const later = decideAlerts(state, [], { now: at(96 * 60 + 1), quietMs: 48 * 60 * MINUTE });
    expect(later.state.followed).toEqual([]);
  });
});

it('tells the first tellings first, in the order given', () => {
  const { told } = follow([
    [0, [found('b', 1), found('a', 1)]],
    [5, [found('a', 2)]],
    [70, [found('z', 1), found('c', 1), found('b', 2)]],
  ]);
  expect(told[0]!.map((one) => one.incident.key)).toEqual(['b', 'a']);
  expect(told[2]!.map((one) => one.incident.key)).toEqual(['z', 'c', 'b', 'a']);
});

it('takes a time before the last decision for that', () => {
  const { told, state } = follow([
    [60, [found('eve', 1)]],
    [0, [found('eve', 2), found('mallory', 1)]],
    [119, []],
    [120, []],
  ]);
  expect(told.map((messages) => messages.map(({ at: time }) => time))).toEqual([
    ['2026-01-31T12:00:00.000Z'],
    ['2026-01-31T12:00:00.000Z'],
    [],
    ['2026-01-31T13:00:00.000Z'],
  ]);
  expect(state!.now).toBe(at(120).getTime());
});

describe('beyond the number of incidents that it remembers', () => {
  it('forgets first what has nothing to tell and did not grow for longest, and tells what it forgets', () => {
    const options = { mostIncidents: 2 };
    const { told, state } = follow(
      [
        [0, [found('a', 1), found('b', 1)]],
        [1, [found('a', 2)]],
        [2, [found('c', 1)]],
        [3, [found('c', 2), found('d', 1), found('e', 1)]],
      ],
      options,
    );
    expect(told.map((messages) => messages.map((one) => `${one.incident.key} ${one.type}`))).toEqual([
      ['a incident.opened', 'b incident.opened'],
      [],
      ['c incident.opened'],
      ['d incident.opened', 'e incident.opened'],
    ]);
    expect(state!.followed.map(({ key }) => key)).toEqual(['a', 'c']);
    const last = decideAlerts(state, [found('a', 3), found('c', 3)], { now: at(4), mostIncidents: 1 });
    expect(last.messages.map((one) => [one.incident.key, one.telling, one.incident.counts.alerts])).toEqual([
      ['a', 2, 3],
    ]);
  });
});

it('keeps messages and what it remembers small, whatever the incident is', () => {
  const many = Array.from({ length: 1000 }, (_, i) => `${i} ${'x'.repeat(10_000)}`);
  const huge = {
    ...incident('eve', 3),
    title: 'x'.repeat(1e6),
    sentence: 'x'.repeat(1e6),
    entity: 'x'.repeat(1e6),
    accounts: many,
    sources: many,
    destinations: many,
    techniques: many,
    reasons: many.map((code) => ({ code, share: 0.001 })),
    event_keys: many,
    surplus: many,
  };
  const first = decideAlerts(null, [{ incident: huge, model_version: 'm', run_id: 'r' }], { now: at(0) });
  expect(JSON.stringify(first.messages).length).toBeLessThan(30_000);
  expect(first.messages[0]!.incident.accounts).toHaveLength(20);
  expect(first.messages[0]!.incident.accounts[0]).toHaveLength(200);
  expect(first.messages[0]!.incident.title).toMatch(/^x{999}…$/);
  const grown = { ...huge, counts: { ...huge.counts, alerts: 4 } };
  const second = decideAlerts(first.state, [{ incident: grown, model_version: 'm', run_id: 'r' }], {
    now: at(1),
  });
  expect(JSON.stringify(second.state).length).toBeLessThan(30_000);
});

test.for([
  [{ now: new Date(Number.NaN) }, 'now is NaN, expected a number'],
  [{ minRisk: 101 }, 'minRisk is 101, expected 0 to 100'],
  [{ quietMs: -1 }, 'quietMs is -1, expected at least 0'],
  [{ forgetMs: Number.NaN }, 'forgetMs is NaN, expected at least 0'],
  [{ mostIncidents: 0 }, 'mostIncidents is 0, expected at least 1'],
] as const)('refuses %j', ([options, refusal]) => {
  expect(() => decideAlerts(null, [], { now: at(0), ...options })).toThrow(new RangeError(refusal));
});

describe('for any story of incidents', () => {
  const QUIET = 60 * MINUTE;
  const key = fc.constantFrom('a', 'b', 'c', 'd');
  const batch = fc.record({
    minutes: fc.integer({ min: 0, max: 45 }),
    grown: fc.array(fc.tuple(key, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 30 })), {
      maxLength: 5,
    }),
  });
  /** Incidents grow in alerts and risk. */
  const stories = fc.array(batch, { minLength: 1, maxLength: 40 }).map((batches) => {
    const known = new Map<string, { alerts: number; risk: number }>();
    let minutes = 0;
    return batches.map((one) => {
      minutes += one.minutes;
      const changed = one.grown.map(([name, alerts, risk]) => {
        const before = known.get(name) ?? { alerts: 0, risk: 0 };
        const now = { alerts: before.alerts + alerts, risk: Math.min(100, before.risk + risk) };
        known.set(name, now);
        return found(name, now.alerts, now.risk);
      });
      return [minutes, changed] as const;
    });
  });

  it('never tells an incident twice within its quiet time, and never without news', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const all = follow(story).told.flat();
        for (const name of new Set(all.map(({ incident: { key: one } }) => one))) {
          const messages = all.filter((one) => one.incident.key === name);
          messages.forEach((one, i) => {
            expect(one.telling).toBe(i + 1);
            if (i === 0) return expect(one.since_last_told).toBe(null);
            const before = messages[i - 1]!;
            expect(Date.parse(one.at) - Date.parse(before.at)).toBeGreaterThanOrEqual(QUIET);
            const added = one.incident.counts.alerts - before.incident.counts.alerts;
            expect(added).toBeGreaterThan(0);
            expect(one.since_last_told).toEqual({
              at: before.at,
              alerts_added: added,
              risk_before: before.incident.risk,
            });
          });
        }
      }),
    );
  });

  it('tells every incident at the moment its risk is enough, and in the end all of each', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const last = story.at(-1)![0];
        const { told } = follow([...story, [last + 60, []]]);
        const enough = new Map<string, number>();
        const largest = new Map<string, FoundIncident>();
        for (const [minutes, changed] of story) {
          for (const one of changed) {
            largest.set(one.incident.key, one);
            if (one.incident.risk >= 50 && !enough.has(one.incident.key))
              enough.set(one.incident.key, minutes);
          }
        }
        const opened = told.flat().filter(({ type }) => type === 'incident.opened');
        expect(new Map(opened.map((one) => [one.incident.key, one.at]))).toEqual(
          new Map([...enough].map(([name, minutes]) => [name, at(minutes).toISOString()])),
        );
        const final = new Map(told.flat().map((one) => [one.incident.key, one.incident]));
        for (const name of enough.keys()) expect(final.get(name)).toEqual(largest.get(name)!.incident);
      }),
    );
  });

  it('tells the same, under the same ids, when batches are decided again after a kill', () => {
    fc.assert(
      fc.property(stories, fc.infiniteStream(fc.boolean()), (story, kills) => {
        const ids = (messages: readonly AlertMessage[]): string[] => messages.map(({ id }) => id);
        const once = follow(story);
        let state: AlertPolicyState | null = null;
        story.forEach(([minutes, changed], i) => {
          const decide = () => decideAlerts(state, changed, { now: at(minutes) });
          if (kills.next().value) expect(decide().messages).toEqual(once.told[i]);
          const decided = decide();
          expect(ids(decided.messages)).toEqual(ids(once.told[i]!));
          ({ state } = decided);
        });
        expect(state).toEqual(once.state);
        const all = ids(once.told.flat());
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});
