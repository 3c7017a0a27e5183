import { describe, expect, it, test } from 'vitest';
import {
  createScorer,
  layerNames,
  type BehaviorModel,
  ORDINARY_SURPRISE,
  type Scored,
} from '../src/index.ts';
import {
  DAY,
  decision,
  END,
  HOUR,
  logon,
  model,
  modelOf,
  ordinary,
  START,
  TRAINING_DAYS,
} from './small-company.ts';
import { workOf } from './small-company.ts';
import type { AuthEvent } from '@sidecar/events';

const layer = ({ surprises }: Scored, name: string): number => surprises[layerNames.indexOf(name)]!;
const scored = (event: AuthEvent, own: BehaviorModel = model): Scored =>
  createScorer(own, { decision }).score(event);
const failure = (user: string, time = END + 10 * HOUR): AuthEvent =>
  logon({ time, user, src: '10.1.0.77', signature_id: 4625, action: 'failure' });

describe('a failure of an account that never succeeded', () => {
  it('is as surprising as half the share of events that are such failures', () => {
    const { events } = scored(failure('guess')).history;
    expect(layer(scored(failure('guess')), 'stranger')).toBeCloseTo(-Math.log10(1 / (events + 1) / 2), 9);
    const guessed = Array.from({ length: 40 }, (_, i) => failure(`guess${i}`, START + (i % 20) * DAY));
    const known = modelOf([...workOf(TRAINING_DAYS), ...guessed].sort((a, b) => a.time - b.time));
    const all = known.training.events;
    expect(layer(scored(failure('guess'), known), 'stranger')).toBeCloseTo(
      -Math.log10(41 / (all + 1) / 2),
      9,
    );
    // One that failed before is a stranger still.
    expect(layer(scored(failure('guess7'), known), 'stranger')).toBeGreaterThan(1);
  });

  it('counts, though no quiet event showed it', () => {
    expect(model.weights['stranger']).toBeGreaterThan(0);
    expect(scored(failure('guess')).rawScore).toBeGreaterThan(scored(failure('ana')).rawScore);
  });

  test.for([
    { name: 'a failure of one who succeeds otherwise', event: failure('ana') },
    { name: 'a success of somebody unknown', event: ordinary('guess', END + 10 * HOUR) },
  ])('is not $name', ({ event }) => {
    expect(layer(scored(event), 'stranger')).toBeNaN();
  });
});

describe('a success of an account without history', () => {
  const sides = ['account_at_source', 'account_at_destination'];
  const elsewhere = (user: string): AuthEvent => logon({ user, src: '10.2.0.1', dest: 'BACKUP01' });

  it('surprises no machine: all are new to it', () => {
    for (const name of sides) {
      expect(layer(scored(elsewhere('new.hire')), name)).toBeLessThanOrEqual(ORDINARY_SURPRISE);
      expect(layer(scored(elsewhere('ana')), name)).toBeGreaterThan(1);
    }
  });

  it('is no such thing for a failure, which is how guessed names show', () => {
    const failed = scored({ ...elsewhere('guess'), signature_id: 4625, action: 'failure' });
    for (const name of sides) expect(layer(failed, name)).toBeGreaterThan(0.8);
  });
});

describe('a failure of an account at home', () => {
  const failed = { signature_id: 4625, action: 'failure', sub_status: '0xc000006a' } as const;
  const night = END + 9 * DAY + 3 * HOUR;

  it('is half as surprising in every layer, as it is mostly a stale password', () => {
    const [home, abroad] = ['10.1.0.11', '10.1.0.12'].map((src) =>
      scored(logon({ time: night, user: 'ana', src, ...failed })),
    ) as [Scored, Scored];
    const excess = (one: Scored, name: string): number => layer(one, name) - ORDINARY_SURPRISE;
    for (const name of ['hour', 'organisation_hour'])
      expect(excess(home, name)).toBeCloseTo(excess(abroad, name) / 2, 6);
    expect(home.rawScore).toBeLessThan(abroad.rawScore);
  });
});
