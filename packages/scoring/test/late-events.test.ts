import type { AuthEvent } from '@sidecar/events';
import { latestTimeOf } from '@sidecar/features';
import { createRandom } from '@sidecar/numeric';
import { describe, expect, it } from 'vitest';
import { createScorer, type DecisionOptions, type OutlierMode, type ScorerState } from '../src/index.ts';
import { attack, DAY, decision, END, HOUR, logon, model, START, workOf } from './small-company.ts';

const modes: readonly DecisionOptions[] = (['combined', 'budget', 'fdr'] satisfies OutlierMode[]).map(
  (outlierMode) => ({ ...decision, outlierMode, alertsPerDay: 20, fdrLevel: 0.5 }),
);

/** A day of work with odd events among them, of which one in three comes late, some by hours and some by days. */
function withLateOnes(): AuthEvent[] {
  const random = createRandom('late');
  const odd = Array.from({ length: 40 }, (_, i) =>
    logon({ time: END + i * 0.7 * HOUR, user: 'bob', src: `203.0.113.${i % 5}`, dest: `NEW${i % 3}` }),
  );
  return [...workOf(1, { from: END }), ...attack, ...odd]
    .map((event) => {
      const delay = random.next() < 1 / 3 ? random.next() ** 3 * 5 * DAY : 0;
      return { event, at: event.time + delay };
    })
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

function slotOf(time: number): number {
  return Math.floor((time - START) / HOUR) % 168;
}

/** Every time that a state remembers, by what it is of. */
function timesIn({ rates, recent, alerts }: ScorerState): [string, number][] {
  return [
    ...(rates?.silence ?? []).map(([user, last]): [string, number] => [`seen ${user}`, last]),
    ...recent.context.neighbours.map(([key, time]): [string, number] => [`neighbours ${key}`, time]),
    ...recent.context.nights.map(([user, { day }]): [string, number] => [`night ${user}`, day]),
    ...recent.habits.own.map(([key, , last]): [string, number] => [`habit ${key}`, last]),
    ...(alerts.repeated?.alerts ?? []).map(([key, time]): [string, number] => [`alerts ${key}`, time]),
  ];
}

describe.for(modes)('a late event, with mode $outlierMode', (options) => {
  const events = withLateOnes();

  it('is judged by its own time, and moves nothing that is remembered back', () => {
    const scorer = createScorer(model, { decision: options });
    const before = new Map<string, number>();
    const wentBack: string[] = [];
    let [latest, late] = [-Infinity, 0];
    for (const event of events) {
      const { observation } = scorer.score(event);
      if (event.time < latest) late += 1;
      latest = Math.max(latest, event.time);
      expect([observation.time, observation.slot]).toEqual([event.time, slotOf(event.time)]);
      const state = scorer.state();
      if (latestTimeOf(state.rates!) !== latest) wentBack.push('the windows');
      for (const [name, time] of timesIn(state)) {
        if (time < (before.get(name) ?? -Infinity)) wentBack.push(name);
        before.set(name, time);
      }
    }
    expect(wentBack).toEqual([]);
    expect(late).toBeGreaterThan(20);
    expect(new Set([...before.keys()].map((name) => name.split(' ')[0])).size).toBeGreaterThan(3);
  });

  it('scores the same by a scorer that the state was handed over to before it', () => {
    const whole = createScorer(model, { decision: options });
    let from: ScorerState | undefined;
    for (const [i, event] of events.entries()) {
      const next = createScorer(model, { decision: options, from });
      const { history: _, ...expected } = whole.score(event);
      // Every other event is followed and not scored.
      if (i % 2 === 0) expect(next.score(event)).toMatchObject(expected);
      else next.followAt(event, event.time);
      from = JSON.parse(JSON.stringify(next.state())) as ScorerState;
    }
    expect(from).toEqual(whole.state());
  });
});

it('a scorer that saw no event leaves it to the next whether the windows of the model count', () => {
  const stormy = { ...model, rateState: windowsOfAStorm() };
  const failure = (time: number): AuthEvent => logon({ time, signature_id: 4625, action: 'failure' });
  for (const time of [END - 2 * DAY, END + HOUR / 2]) {
    const from = JSON.parse(JSON.stringify(createScorer(stormy, { decision }).state())) as ScorerState;
    const { rates } = createScorer(stormy, { decision, from }).score(failure(time)).observation;
    expect(rates).toEqual(createScorer(stormy, { decision }).score(failure(time)).observation.rates);
  }
});

function windowsOfAStorm(): ScorerState['rates'] & object {
  const scorer = createScorer(model, { decision });
  for (let i = 0; i < 20; i++)
    scorer.score(logon({ time: END + i * 1000, signature_id: 4625, action: 'failure' }));
  return scorer.state().rates!;
}

describe('what is made of a model', () => {
  it('is made once, for all its scorers', () => {
    const copy = { ...model };
    expect(createScorer(copy, { decision }).history).toBe(createScorer(copy, { decision }).history);
    expect(createScorer({ ...model }, { decision }).history).not.toBe(
      createScorer(copy, { decision }).history,
    );
  });

  it('is used by several scorers in turns, each at its own time, as by each alone', () => {
    const early = workOf(1, { from: START + 3 * DAY });
    const late = workOf(1, { from: END });
    const alone = [early, late].map((events) => {
      const scorer = createScorer({ ...model }, { decision });
      return events.map((event) => scorer.score(event).score);
    });
    const shared = { ...model };
    const scorers = [early, late].map(() => createScorer(shared, { decision }));
    const inTurns: number[][] = [[], []];
    for (let i = 0; i < Math.max(early.length, late.length); i++) {
      for (const [which, events] of [early, late].entries())
        if (i < events.length) inTurns[which]!.push(scorers[which]!.score(events[i]!).score);
    }
    expect(inTurns).toEqual(alone);
  });
});
