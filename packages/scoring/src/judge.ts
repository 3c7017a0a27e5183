import { type Facets, hourCode, type Observation } from '@sidecar/features';
import { combineLayers, layerValue } from './combine-layers.ts';
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
  /** What these add to the raw score. */
  readonly parts: number[];
  /** By what the others were worked out, and what came of them. */
  readonly last: {
    rates: Uint8Array | undefined;
    slot: number;
    code: number;
    cluster: number;
    rawScore: number;
  };
}

/** Judges events by tables, an account's own noise and weights. */
export interface Judge {
  lookOf(observation: Observation): JudgedLook;
  judge(observation: Observation, look: JudgedLook, habits: Habits): Judged;
}

/** Looks in memory, about 1.6 kB each. */
const MOST_LOOKS = 20_000;

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
      let isChanged = false;
      if (rates !== last.rates) {
        last.rates = rates;
        tables.addRates(surprises, rates, layers);
        weigh(look, rateLayers);
        isChanged = true;
      }
      if (slot !== last.slot) {
        last.slot = slot;
        tables.addHour(surprises, slot, layers);
        weigh(look, hourLayers);
        isChanged = true;
      }
      if (code !== last.code) {
        last.code = code;
        last.cluster = tables.addCluster(surprises, code, layers);
        weigh(look, clusterLayers);
        isChanged = true;
      }
      if (isChanged) last.rawScore = sumOf(look.parts);
      const { cluster, rawScore } = last;
      if (habits === noHabits) return { cluster, surprises: surprises.slice(), rawScore };
      return judgeHabits(look, habits);
    },
  };

  function judgedLook({ user, failed, facets }: LookAlike): JudgedLook {
    const layers = tables.lookOf({ user, failed, facets });
    const surprises = layers.surprises.slice();
    const parts = surprises.slice();
    const last = { rates: undefined, slot: -1, code: -1, cluster: -1, rawScore: 0 };
    const look = { user, failed, facets, layers, calm: calmOf(user), surprises, parts, last };
    weigh(look, lookLayers);
    return look;
  }

  /** Calms the surprises of some layers and works out what they add. */
  function weigh({ surprises, parts, calm }: JudgedLook, some: readonly number[]): void {
    calm(surprises, some);
    for (let i = 0; i < some.length; i++) {
      const j = some[i]!;
      parts[j] = weights[j] === 0 ? 0 : weights[j]! * layerValue(surprises[j]!);
    }
  }

  /** Habits come before calm, and change what the look has; what the event has is calmed already. */
  function judgeHabits({ layers, calm, surprises: calmed, last }: JudgedLook, habits: Habits): Judged {
    const surprises = layers.surprises.slice();
    applyHabits(surprises, habits);
    calm(surprises, lookLayers);
    for (const some of [rateLayers, hourLayers, clusterLayers]) {
      for (const j of some) surprises[j] = calmed[j]!;
    }
    return { cluster: last.cluster, surprises, rawScore: combineLayers(surprises, weights) };
  }
}

/** As `combineLayers`, in the same order, so that the sum is the same to the last bit. */
function sumOf(parts: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < parts.length; j++) sum += parts[j]!;
  return sum;
}
