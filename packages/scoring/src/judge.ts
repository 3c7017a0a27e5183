import type { Facets, Observation } from '@sidecar/features';
import { combineLayers, layerValue } from './combine-layers.ts';
import { eventLayers, layerNames, lookLayers } from './layer-names.ts';
import type { LookAlike, LookLayers } from './look-layers.ts';
import { type AccountCalm, calmedByOwnNoise, noCalm, type OwnNoise } from './own-noise.ts';
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

/** What is to be said of all events that look alike, their account's own noise included. */
export interface JudgedLook extends LookAlike {
  readonly layers: LookLayers;
  readonly calm: AccountCalm;
  /** As `layers.surprises`, calmed. */
  readonly surprises: readonly number[];
  /** What these add to the raw score. */
  readonly parts: readonly number[];
}

/** Judges events by tables, an account's own noise and weights. */
export interface Judge {
  lookOf(observation: Observation): JudgedLook;
  judge(observation: Observation, look: JudgedLook, habits: Habits): Judged;
}

/** Looks in memory, about 1.2 kB each. */
const MOST_LOOKS = 20_000;

const isOfEvent: readonly boolean[] = layerNames.map((_, j) => eventLayers.includes(j));

export function createJudge(tables: LayerTables, noise: OwnNoise, weights: Float64Array): Judge {
  const calmOf = calmedByOwnNoise(noise);
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
      const { layers, calm } = look;
      if (habits === noHabits) {
        const surprises = look.surprises.slice();
        const cluster = tables.addEventLayers(surprises, observation, layers);
        calm.ofEvent(surprises);
        return { cluster, surprises, rawScore: sumOf(surprises, look.parts) };
      }
      const surprises = layers.surprises.slice();
      const cluster = tables.addEventLayers(surprises, observation, layers);
      applyHabits(surprises, habits);
      calm.ofLook(surprises);
      calm.ofEvent(surprises);
      return { cluster, surprises, rawScore: combineLayers(surprises, weights) };
    },
  };

  function judgedLook(look: LookAlike): JudgedLook {
    const { user, failed, facets } = look;
    const layers = tables.lookOf(look);
    const calm = calmOf(user);
    let { surprises } = layers;
    if (calm !== noCalm) {
      const calmed = surprises.slice();
      calm.ofLook(calmed);
      surprises = calmed;
    }
    const parts = surprises.slice();
    for (let i = 0; i < lookLayers.length; i++)
      parts[lookLayers[i]!] = partOf(surprises[lookLayers[i]!]!, lookLayers[i]!);
    return { user, failed, facets, layers, calm, surprises, parts };
  }

  /** As `combineLayers`, in the same order, so that the sum is the same to the last bit. */
  function sumOf(surprises: number[], parts: readonly number[]): number {
    let sum = 0;
    for (let j = 0; j < parts.length; j++) sum += isOfEvent[j]! ? partOf(surprises[j]!, j) : parts[j]!;
    return sum;
  }

  function partOf(surprise: number, j: number): number {
    return weights[j] === 0 ? 0 : weights[j]! * layerValue(surprise);
  }
}
