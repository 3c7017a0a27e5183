import { type Facets, hourCode, type Observation } from '@sidecar/features';
import { layerValue } from './combine-layers.ts';
import { clusterLayers, hourLayers, lookLayers, rateLayers } from './layer-names.ts';
import type { LookAlike, LookLayers } from './look-layers.ts';
import type { AccountCalm } from './own-noise.ts';
import type { LayerTables } from './prepare-layers.ts';
import { applyHabits, type Habits, noHabits } from './recent/habits.ts';

/** An event judged by itself. */
export interface Judged {
  readonly cluster: number;
  /** One per `layerNames`; NaN where the event does not have the facet. */
  readonly surprises: readonly number[];
  /** Weighted sum of what the surprises are worth. */
  readonly rawScore: number;
}

/** What is to be said of all events that look alike, their account's own noise included, and of the last of them. */
export interface JudgedLook extends LookAlike {
  readonly layers: LookLayers;
  readonly calm: AccountCalm;
  /** Surprises of the last event, calmed; those of `lookLayers` are the same for all. */
  readonly surprises: number[];
  /** What `lookLayers` add to the raw score. */
  readonly sum: number;
  /** By what the others were worked out, and what came of them. */
  readonly last: {
    rates: Uint8Array | undefined;
    rateSum: number;
    slot: number;
    hourSum: number;
    code: number;
    clusterSum: number;
    cluster: number;
  };
}

/** Judges events by tables, an account's own noise and weights. */
export interface Judge {
  lookOf(observation: Observation): JudgedLook;
  judge(observation: Observation, look: JudgedLook, habits: Habits): Judged;
}

/** Looks in memory, about 1 kB each; at one more all are forgotten. */
const MOST_LOOKS = 32_768;

/** @param calmOf - From `calmedByOwnNoise`. */
export function createJudge(
  tables: Pick<LayerTables, 'lookOf' | 'addRates' | 'addHour' | 'addCluster'>,
  calmOf: (user: string) => AccountCalm,
  weights: Float64Array,
): Judge {
  const looks = new Map<Facets, JudgedLook>();
  return {
    lookOf: ({ user, failed, facets }) => {
      const same = looks.get(facets);
      if (same !== undefined && same.user === user && same.failed === failed) return same;
      const look = judgedLook({ user, failed, facets });
      if (looks.size >= MOST_LOOKS) looks.clear();
      looks.set(facets, look);
      return look;
    },
    judge: (observation, look, habits) => {
      const { layers, surprises, last } = look;
      const { slot, rates } = observation;
      const code = layers.code + hourCode(slot, rates);
      if (rates !== last.rates) {
        last.rates = rates;
        tables.addRates(surprises, rates, layers);
        last.rateSum = weigh(look, rateLayers);
      }
      if (slot !== last.slot) {
        last.slot = slot;
        tables.addHour(surprises, slot, layers);
        last.hourSum = weigh(look, hourLayers);
      }
      if (code !== last.code) {
        last.code = code;
        last.cluster = tables.addCluster(surprises, code, layers);
        last.clusterSum = weigh(look, clusterLayers);
      }
      const rest = last.rateSum + last.hourSum + last.clusterSum;
      if (habits !== noHabits) return judgeHabits(look, habits, rest);
      return { cluster: last.cluster, surprises: surprises.slice(), rawScore: look.sum + rest };
    },
  };

  function judgedLook({ user, failed, facets }: LookAlike): JudgedLook {
    const layers = tables.lookOf({ user, failed, facets });
    // As they were before calm they are asked for by habits alone, of which there are none where everything is known.
    const surprises = layers.unknown.length === 0 ? layers.surprises : layers.surprises.slice();
    const calm = calmOf(user);
    const sum = weigh({ surprises, calm }, lookLayers);
    const last = { rates: undefined, rateSum: 0, slot: -1, hourSum: 0, code: -1, clusterSum: 0, cluster: -1 };
    return { user, failed, facets, layers, calm, surprises, sum, last };
  }

  /** Calms the surprises of some layers and tells what they add. */
  function weigh(
    { surprises, calm }: Pick<JudgedLook, 'surprises' | 'calm'>,
    some: readonly number[],
  ): number {
    calm(surprises, some);
    let sum = 0;
    for (let i = 0; i < some.length; i++) {
      const j = some[i]!;
      if (weights[j] !== 0) sum += weights[j]! * layerValue(surprises[j]!);
    }
    return sum;
  }

  /** Habits come before calm, and change what the look has; what the event has is calmed already, and adds `rest`. */
  function judgeHabits(
    { layers, calm, surprises: calmed, last }: JudgedLook,
    habits: Habits,
    rest: number,
  ): Judged {
    const surprises = layers.surprises.slice();
    applyHabits(surprises, habits);
    const sum = weigh({ surprises, calm }, lookLayers);
    for (const some of [rateLayers, hourLayers, clusterLayers]) {
      for (const j of some) surprises[j] = calmed[j]!;
    }
    return { cluster: last.cluster, surprises, rawScore: sum + rest };
  }
}
