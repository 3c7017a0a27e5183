import { createLooks, createObserver, facetNames, type Observation } from '@sidecar/features';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineLayers } from '../src/combine-layers.ts';
import { createScorer, type Scored } from '../src/index.ts';
import {
  attack,
  authEvent,
  DAY,
  decision,
  END,
  HOUR,
  logon,
  model,
  ordinary,
  workOf,
} from './small-company.ts';

/** What a score consists of, without what is only carried along. */
function verdict({
  cluster,
  surprises,
  recent,
  rawScore,
  pValue,
  score,
  confidence,
  decision: by,
}: Scored): unknown {
  return { cluster, surprises: [...surprises], recent, rawScore, pValue, score, confidence, by };
}

const some = [
  ...workOf(3, { from: END, seed: 9 }),
  ...attack,
  ...Array.from({ length: 20 }, (_, i) => ordinary('ana', END + 4 * DAY + i * HOUR)),
  authEvent({ time: END + 6 * DAY }),
  logon({ time: END + 6 * DAY, user: 'nobody', action: 'failure' }),
].sort((a, b) => a.time - b.time);

describe('events that look alike', () => {
  it('are judged to the last bit as if each were the first of its look', () => {
    const observer = createObserver({ timeZone: 'UTC', from: model.rateState });
    const shared = createScorer(model, { decision });
    const apart = createScorer(model, { decision });
    for (const event of some) {
      const observation = observer.observe(event);
      const copy: Observation = { ...observation, facets: [...observation.facets] };
      expect(verdict(shared.scoreNext(observation))).toEqual(verdict(apart.scoreNext(copy)));
    }
  });

  it('score the sum of their weighted layers and of their context', () => {
    const scorer = createScorer(model, { decision });
    for (const event of some) {
      const { surprises, rawScore, recent } = scorer.score(event);
      const { oddDays, neighbours } = recent.context;
      const layers = combineLayers(surprises, scorer.weights);
      expect(rawScore).toBeCloseTo(layers + oddDays + neighbours, 12);
    }
  });

  it('score that sum of what is left of a surprise where a value is becoming a habit', () => {
    const scorer = createScorer(model, { decision });
    const first = logon({ time: END + 10 * HOUR, user: 'ana', dest: 'NEW02' });
    scorer.score(first);
    const { surprises, rawScore, recent } = scorer.score({ ...first, time: first.time + DAY });
    expect(Math.max(...recent.habits.days)).toBe(1);
    const layers = combineLayers(surprises, scorer.weights);
    expect(rawScore).toBeCloseTo(layers + recent.context.oddDays + recent.context.neighbours, 12);
  });

  it('score the same in two parts as in one', () => {
    const whole = createScorer(model, { decision });
    const parts = createScorer(model, { decision });
    for (const event of some) {
      const { time, ...kind } = event;
      expect(verdict(parts.scoreAt(kind, time))).toEqual(verdict(whole.score(event)));
    }
  });

  it('are not mixed up where accounts share a list of facets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('ana', 'bob', 'svc-backup', '__proto__'), { minLength: 2 }),
        (users) => {
          const { facets } = createLooks().of(ordinary('ana', END));
          const observer = createObserver({ timeZone: 'UTC', from: model.rateState });
          const shared = createScorer(model, { decision });
          const apart = createScorer(model, { decision });
          users.forEach((user, i) => {
            const observation = observer.observe(ordinary(user, END + i * HOUR));
            const verdicts = [facets, [...facets]].map((own, j) =>
              verdict([shared, apart][j]!.scoreNext({ ...observation, facets: own })),
            );
            expect(verdicts[0]).toEqual(verdicts[1]);
          });
        },
      ),
    );
  });
});

it('what one account alone has not met is no news that others follow', () => {
  const visit = (user: string, day: number, dest: string): Scored['recent']['habits'] =>
    scorer.score(logon({ time: END + day * DAY + 10 * HOUR, user, src: '10.1.0.11', dest })).recent.habits;
  const scorer = createScorer(model, { decision });
  const destination = facetNames.indexOf('destination');
  const followers = (dest: string): number[] =>
    ['ana', 'bob', 'cyd'].map((user, i) => visit(user, i, dest).followers[destination]!);
  expect(followers('NEW01')).toEqual([0, 1, 2]);
  // The service succeeded there before.
  expect(followers('BACKUP01')).toEqual([0, 0, 0]);
});
