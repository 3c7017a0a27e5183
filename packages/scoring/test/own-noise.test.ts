import { facetNames, rateNames } from '@sidecar/features';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerNames } from '../src/index.ts';
import { calmedByOwnNoise, createOwnNoiseCounter, mergedNoise, type OwnNoise } from '../src/own-noise.ts';

type Event = readonly [user: string, surprises: number[]];

const indexOf = (name: string): number => layerNames.indexOf(name);
const exempt = new Set(
  layerNames.filter((name) => /^organisation|fail|^stranger$|^source_users_1h$/.test(name)),
);
const personal = layerNames.filter((name) => !exempt.has(name));

const users = fc.constantFrom('ana', 'bob', '__proto__');
const surprise = fc.oneof(
  fc.double({ min: 0, max: 12, noNaN: true }),
  fc.constantFrom(0, 0.25, 0.5, 0.75, 12, Number.NaN),
);
/** Few layers move, so that they meet. */
const moving = ['hour', 'source', 'user_silence', 'organisation_source', 'user_failures_1h', 'stranger'];
const surprises = fc.array(surprise, { minLength: moving.length, maxLength: moving.length }).map((drawn) => {
  const result = layerNames.map(() => 0.3);
  moving.forEach((name, i) => (result[indexOf(name)] = drawn[i]!));
  return result;
});
const events = fc.array(fc.tuple(users, surprises), { maxLength: 40 });

function noiseOf(counted: readonly Event[]): OwnNoise {
  const counter = createOwnNoiseCounter();
  for (const [user, own] of counted) counter.add(user, own);
  return counter.noise();
}

function calmed(noise: OwnNoise, user: string, before: number[]): number[] {
  const after = before.slice();
  calmedByOwnNoise(noise)(user)(after, [...layerNames.keys()]);
  return after;
}

/** The formula, event by event. */
function byDefinition(counted: readonly Event[], user: string, layer: number, value: number): number {
  if (!(value >= 0.5)) return value;
  const own = counted.filter(([name]) => name === user).map(([, all]) => all[layer]!);
  const bin = (one: number): number => Math.min(47, Math.floor(4 * one));
  let tail = 0;
  for (const one of own) {
    if (bin(one) > bin(value)) tail += 1;
    else if (bin(one) === bin(value)) tail += 0.5;
  }
  const p = 10 ** -value;
  return -Math.log10(Math.max(p, (tail + 10 * p) / (own.length + 10)));
}

describe('own noise', () => {
  it('calms a surprise to what it means for the account, as defined', () => {
    fc.assert(
      fc.property(events, users, surprises, (counted, user, before) => {
        const after = calmed(noiseOf(counted), user, before);
        for (const name of ['hour', 'source', 'user_silence']) {
          const layer = indexOf(name);
          const expected = byDefinition(counted, user, layer, before[layer]!);
          if (Number.isNaN(expected)) expect(after[layer]).toBeNaN();
          else expect(after[layer]).toBeCloseTo(expected, 9);
        }
      }),
    );
  });

  it('never raises a surprise, and leaves what is missing missing', () => {
    fc.assert(
      fc.property(events, users, surprises, (counted, user, before) => {
        const after = calmed(noiseOf(counted), user, before);
        before.forEach((value, j) => {
          if (Number.isNaN(value)) expect(after[j]).toBeNaN();
          else expect(after[j]).toBeLessThanOrEqual(value);
        });
      }),
    );
  });

  it('does not depend on the order of events', () => {
    fc.assert(
      fc.property(events, (counted) => {
        const [one, other] = [counted, counted.toReversed()].map((order) => JSON.stringify(noiseOf(order)));
        expect(other).toBe(one);
      }),
    );
  });

  it('survives JSON', () => {
    fc.assert(
      fc.property(events, users, surprises, (counted, user, before) => {
        const noise = noiseOf(counted);
        const read = JSON.parse(JSON.stringify(noise)) as OwnNoise;
        expect(calmed(read, user, before)).toEqual(calmed(noise, user, before));
      }),
    );
  });

  it('belongs to one account: others stay as surprised as they were', () => {
    const loud = layerNames.map(() => 4);
    const noise = noiseOf(Array.from({ length: 100 }, () => ['ana', loud] as const));
    expect(calmed(noise, 'ana', loud)[indexOf('hour')]).toBeLessThan(0.4);
    expect(calmed(noise, 'bob', loud)).toEqual(loud);
    expect(calmed(noise, 'constructor', loud)).toEqual(loud);
  });

  it('calms what is the account’s own, not what the organisation finds rare nor failures', () => {
    const loud = layerNames.map(() => 4);
    const after = calmed(noiseOf(Array.from({ length: 100 }, () => ['ana', loud] as const)), 'ana', loud);
    const changed = layerNames.filter((_, j) => after[j] !== 4);
    expect(changed).toEqual(personal);
    for (const name of [...facetNames, 'hour', 'account_at_source', 'user_silence', 'user_destinations_1h'])
      expect(changed).toContain(name);
    const failures = rateNames.filter((rate) => rate.includes('fail'));
    for (const name of [...facetNames.map((facet) => `organisation_${facet}`), 'stranger', ...failures])
      expect(changed).not.toContain(name);
  });

  it('needs events to speak: one odd event among ten calms little', () => {
    const quiet = layerNames.map(() => 0.3);
    const odd = quiet.slice();
    odd[indexOf('hour')] = 4;
    const nine = Array.from({ length: 9 }, () => ['ana', quiet] as const);
    expect(calmed(noiseOf(nine), 'ana', odd)).toEqual(odd);
    expect(calmed(noiseOf([...nine, ['ana', odd]]), 'ana', odd)[indexOf('hour')]).toBeCloseTo(
      -Math.log10((0.5 + 10 * 1e-4) / 20),
      9,
    );
  });
});

it('of two counters is that of one', () => {
  fc.assert(
    fc.property(events, fc.nat(40), (counted, cut) => {
      const parts = [counted.slice(0, cut), counted.slice(cut)].map(noiseOf) as [OwnNoise, OwnNoise];
      expect(JSON.stringify(mergedNoise(...parts))).toBe(JSON.stringify(noiseOf(counted)));
    }),
  );
});
